create table public.other (id integer primary key);
create type public.later;
