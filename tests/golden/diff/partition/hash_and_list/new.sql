create table public.t (id integer);
create table public.h (id integer, k text) partition by hash (id);
create table public.h_0 partition of public.h for values with (modulus 2, remainder 0);
create table public.h_1 partition of public.h for values with (modulus 2, remainder 1);
create table public.l (id integer, k text) partition by list (lower(k));
create table public.l_a partition of public.l for values in ('a', 'b', null);
create table public.l_rest partition of public.l default;
