create table t (id int, a text);
create view v with (security_invoker = true, security_barrier = true) as select id from t;
insert into t values (1, 'x');
