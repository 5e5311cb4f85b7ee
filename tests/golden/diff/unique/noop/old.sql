create table t (a int unique, b int);
insert into t values (1, 2);
