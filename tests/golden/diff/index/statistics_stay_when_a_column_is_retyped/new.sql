create table t (id int, a bigint);
create index t_e on t ((a + 1));
alter index t_e alter 1 set statistics 500;
create index t_a on t (a) with (fillfactor = 60);
