-- since 15: security_invoker
create table t (id int, a text);
create view v with (security_invoker = true, security_barrier = true) as select id, a from t;
