create type point3 as (y int, x int);
create table t (id int, p point3, ps point3[]);
