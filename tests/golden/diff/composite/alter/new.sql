create type point3 as (x bigint, y int, z text);
create function x_of(point3) returns int language sql as 'select $1.x';
comment on column point3.x is 'to the left';
