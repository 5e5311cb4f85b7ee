create function helper() returns int language sql as 'select 1';
create table t (id int);
create materialized view m as select id, helper() as h from t;
insert into t values (1);
