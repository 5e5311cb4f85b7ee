create table t (id int, a text);
create materialized view m as select t.id, t.a from t where t.id = any (array[1, 2]) with no data;
