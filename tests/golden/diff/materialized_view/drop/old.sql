create table t (id int, a text);
create materialized view m as select id, a from t;
create unique index m_id on m (id);
insert into t values (1, 'x');
