create type point3 as (x int, y int, gone int);
create function x_of(point3) returns int language sql as 'select $1.x';
comment on column point3.x is 'to the right';
