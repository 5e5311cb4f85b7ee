create table t (id int, a text);
create view v as select id, a from t;
insert into t values (1, 'x');
