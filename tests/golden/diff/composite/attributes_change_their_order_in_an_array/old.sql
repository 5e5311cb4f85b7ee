create type point3 as (x int, y int);
create table t (id int, p point3, ps point3[]);
insert into t values (1, row(1, 2), array[row(3, 4)::point3]), (2, null, null);
