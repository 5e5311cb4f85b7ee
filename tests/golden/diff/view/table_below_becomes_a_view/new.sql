create table t (id bigint);
create view below as select id from t;
create view v with (security_barrier) as select id from below;
