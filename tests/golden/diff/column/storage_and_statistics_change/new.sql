-- since 14: COMPRESSION of a column
create table t (id int, a text, b text, c text, d text);
alter table t alter b set storage main, alter a set compression pglz, alter a set statistics 50,
  alter d set (n_distinct = -0.5);
create materialized view m as select a, b from t;
alter materialized view m alter b set storage external;
alter materialized view m alter b set statistics 7;
create view v as select a from t;
alter view v alter a set default 'x';
comment on column v.a is 'of a view';
comment on column m.a is 'of another';
