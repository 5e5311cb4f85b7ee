create table t (id int, a text);
create view a as select t.id from only t;
create or replace view a with (security_barrier = true) as select t.id from t where (t.id = any (array[1, 2]));
