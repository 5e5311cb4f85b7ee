create type point3 as (x int, y int);
create table t (id int, p point3);
create table typed of point3;
create view v as select (p).x from t;
insert into t values (1, row(1, 2));
insert into typed values (1, 2);
