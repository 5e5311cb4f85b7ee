-- since 14: COMPRESSION of a column
create table t (id int, a text, b text);
alter table t alter a set storage external, alter a set statistics 50, alter a set (n_distinct = 5), alter b set compression pglz;
