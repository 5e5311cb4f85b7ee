create table t (id int, a text);
create view v as select id, a from t;
create view w as select id from v;
insert into t values (1, 'x');
