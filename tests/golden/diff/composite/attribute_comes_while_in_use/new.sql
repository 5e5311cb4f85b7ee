create type point3 as (x int, y int, z int);
create table t (id int, p point3);
create table typed of point3;
create view v as select (p).x from t;
