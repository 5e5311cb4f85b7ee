create type point3 as (x int, y int, gone int);
create table t (id int, p point3);
insert into t values (1, row(1, 2, 3)), (2, null), (3, row(null, null, null));
