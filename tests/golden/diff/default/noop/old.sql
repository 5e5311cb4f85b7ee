create table t (id int default 1, a text default 'x', b text);
insert into t values (1, 'x');
