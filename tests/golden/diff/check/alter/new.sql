create table t (a int, b int, constraint one check (a > 0 and a < 100), constraint three check (b < 10));
alter table t add constraint two check (b > 0) not valid;
