create table t (id int, b text, a text);
create view v as select id, b, a from t;
create view w as select id, b from v;
create function f() returns setof v language sql as 'select * from v';
insert into t values (1, 'x', 'y');
