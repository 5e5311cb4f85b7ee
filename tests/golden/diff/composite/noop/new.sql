create type point3 as (x int, away text, y int);
alter type point3 drop attribute away;
comment on column point3.x is 'right';
