create table t (id int, v int);
create view zoo as select count(*) as n from t;
create function f(a int) returns int language plpgsql as 'begin return a + (select n from public.zoo); end';
create materialized view aaa as select f(1);
alter table t add constraint t_v_check check (f(v) > 0);
