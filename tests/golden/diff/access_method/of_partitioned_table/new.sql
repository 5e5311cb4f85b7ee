create access method warm type table handler heap_tableam_handler;
create table public.a (id int) partition by range (id);
create table public.a1 partition of public.a for values from (1) to (10) using warm;
create table public.b (id int) partition by range (id) using warm;
create table public.b1 partition of public.b for values from (1) to (10) using heap;
create table public.c (id int) partition by range (id) using heap;
create table public.d (id int) partition by range (id) using heap;
create table public.d1 partition of public.d for values from (1) to (10);
