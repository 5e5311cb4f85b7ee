create table public.a (id integer generated always as identity);
alter sequence public.a_id_seq set unlogged;
create unlogged table public.b (id integer generated always as identity);
create table public.c (id integer generated always as identity);
alter sequence public.c_id_seq set unlogged;
