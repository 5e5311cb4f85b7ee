create table t (id int, a text);
create materialized view m as select id from t;
