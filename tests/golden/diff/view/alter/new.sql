-- since 15: security_invoker
create table t (id int, a text);
create view grows as select id, a from t where id > 0;
create view shrinks as select id from t;
create view renames as select id as number from t;
create view optioned with (security_invoker = on, check_option = cascaded) as select id from t where id > 0;
create view body with (security_invoker = true) as select id from t where id > 1;
comment on view shrinks is 'still said';
