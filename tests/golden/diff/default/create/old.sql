create sequence s;
create table t (id int, a text, b timestamptz);
create view v as select id from t;
insert into t values (1, 'x');
