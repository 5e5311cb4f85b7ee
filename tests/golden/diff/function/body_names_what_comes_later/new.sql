create table settings (n int);
create function helper() returns int language sql as 'select coalesce(max(n), 1) from public.settings';
create table t (id int);
create materialized view m as select id, helper() as h, 2 as two from t;
