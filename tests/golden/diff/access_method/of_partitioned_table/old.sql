-- since 17: the access method of a partitioned table
create access method warm type table handler heap_tableam_handler;
create table public.a (id int) partition by range (id) using warm;
create table public.a1 partition of public.a for values from (1) to (10);
create table public.b (id int) partition by range (id);
create table public.b1 partition of public.b for values from (1) to (10);
create table public.c (id int) partition by range (id) using warm;
insert into public.a values (1);
insert into public.b values (1);
