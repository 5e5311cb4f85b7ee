create table t (id int default 7, a varchar(10), b int generated always as identity);
insert into t values (1, 'x');
