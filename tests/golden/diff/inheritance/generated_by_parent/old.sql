create table public.base (a integer not null, b integer generated always as (a * 2) stored);
insert into public.base values (1);
