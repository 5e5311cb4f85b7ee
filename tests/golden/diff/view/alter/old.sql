create table t (id int, a text);
create view grows as select id from t;
create view shrinks as select id, a from t;
create view renames as select id from t;
create view optioned with (security_barrier = true, check_option = local) as select id from t where id > 0;
create view body with (security_invoker = true) as select id from t;
comment on view shrinks is 'still said';
insert into t values (1, 'x');
