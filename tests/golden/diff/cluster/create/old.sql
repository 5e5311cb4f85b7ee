create table t (id int primary key);
create materialized view m as select id from t;
create index m_id on m (id);
insert into t values (1);
