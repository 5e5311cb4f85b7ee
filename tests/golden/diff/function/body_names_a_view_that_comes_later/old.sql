create table t (id int, v int);
insert into t values (1, 2);
