create table public.base (a integer not null, b integer generated always as (a * 2) stored);
create table public.child (a integer not null, b integer generated always as (a * 2) stored);
alter table public.child inherit public.base;
