create type point3 as (x int, y int);
create type line as (a point3, b point3);
create table t (id int, p point3);
insert into t values (1, row(1, 2));
