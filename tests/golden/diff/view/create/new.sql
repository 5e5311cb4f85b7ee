-- since 15: security_invoker
create table t (id int, a text);
create view plain as select id, a from t where id > 0;
create view local_check with (security_barrier) as select id from t where id > 5 with local check option;
create view invoker with (security_invoker = true) as select id from local_check with cascaded check option;
create recursive view numbers (n) as values (1) union all select n + 1 from numbers where n < 10;
create view nothing as select;
comment on view plain is 'plain';
comment on column plain.a is 'a word';
