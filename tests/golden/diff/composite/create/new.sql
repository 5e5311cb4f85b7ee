create type empty as ();
create type point3 as (x int, "Y" numeric(5,2), z text collate "C");
create table t (id int, p point3, ps point3[]);
comment on type point3 is 'in space';
comment on column point3.x is 'to the right';
