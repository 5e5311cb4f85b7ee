create table t (a int check (a > 0), b int);
insert into t values (1, 2);
