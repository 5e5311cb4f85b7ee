create table t (id int, a text);
create view a with (security_barrier) as select id from t where id in (1, 2);
insert into t values (1, 'x');
