create table t (id int, a text);
create materialized view m as select id, a from t where id in (1, 2);
insert into t values (1, 'x');
