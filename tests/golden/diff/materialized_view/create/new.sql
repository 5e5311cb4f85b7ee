create table t (id int, a text);
create materialized view m with (fillfactor = 70) as select id, a from t;
create unique index m_id on m (id);
create statistics m_s (dependencies) on id, a from m;
create view v as select id from m;
comment on materialized view m is 'kept';
comment on column m.a is 'a word';
