-- since 15: persistence of a sequence
create table public.a (id integer generated always as identity);
insert into public.a default values;
create unlogged table public.b (id integer generated always as identity);
insert into public.b default values;
alter sequence public.b_id_seq set logged;
