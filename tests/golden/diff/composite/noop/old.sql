create type point3 as (x int, y int);
comment on column point3.x is 'right';
