create table t (a int primary key, b int);
insert into t values (1, 2);
