create type point3 as (y int, new int, x bigint);
create table t (id int, p point3);
