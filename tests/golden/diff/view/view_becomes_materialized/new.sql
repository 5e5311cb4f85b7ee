create table t (id int, a text);
create materialized view v as select id, a from t;
create index v_id on v (id);
create view w as select id from v;
