create table t (a int, b int);
create table u (b int);
