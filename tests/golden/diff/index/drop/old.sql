create table t (id int, a text);
create index t_a on t (a);
create materialized view m as select id from t;
create index m_id on m (id);
insert into t values (1, 'x');
