create extension btree_gist;
create table public.rooms (id int, room int4range, constraint rooms_free exclude using gist (id with =, room with &&)) partition by range (id);
create table public.rooms1 partition of public.rooms for values from (1) to (10);
create table public.desks (id int, desk int4range) partition by range (id);
create table public.desks1 partition of public.desks for values from (1) to (10);
create table public.seats (id int, seat int4range, constraint seats_free exclude using gist (id with =, seat with &&)) partition by range (id);
create table public.seats1 partition of public.seats for values from (1) to (10);
create table public.seats2 partition of public.seats for values from (10) to (20);
