create type point3 as (x bigint, y int);
create table t (id int, p point3, ps point3[]);
