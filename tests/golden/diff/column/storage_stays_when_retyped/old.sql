create table t (id int, a varchar(10), b varchar(10));
alter table t alter a set storage external, alter a set statistics 50, alter a set (n_distinct = 5), alter b set compression pglz;
insert into t values (1, 'x', 'y');
