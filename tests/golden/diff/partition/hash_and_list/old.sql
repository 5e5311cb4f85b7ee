create table public.t (id integer);
insert into public.t values (1);
