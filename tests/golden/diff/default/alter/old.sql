create table t (id int default 1, a text default 'x');
insert into t values (1, 'x');
