create table t (id int, a int);
create materialized view m as select id, a from t where id > 0;
create materialized view n as select a from m;
create unique index n_a on n (a);
create view v as select a from n;
alter materialized view n cluster on n_a;
alter materialized view n alter a set statistics 7;
comment on column n.a is 'still said';
comment on index n_a is 'still said';
