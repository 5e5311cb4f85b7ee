create table t (id int primary key);
alter table t cluster on t_pkey;
create materialized view m as select id from t;
create index m_id on m (id);
alter materialized view m cluster on m_id;
