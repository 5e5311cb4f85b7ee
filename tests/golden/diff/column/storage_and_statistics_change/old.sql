create table t (id int, a text, b text, c text, d text);
alter table t alter a set storage external, alter b set compression pglz, alter c set statistics 50,
  alter d set (n_distinct = 5, n_distinct_inherited = 3);
create materialized view m as select a, b from t;
alter materialized view m alter a set storage external;
create view v as select a from t;
insert into t values (1, 'x', 'y', 'z');
