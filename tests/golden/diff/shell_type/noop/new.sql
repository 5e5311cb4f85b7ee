create type public.later;
create table public.other (id integer primary key);
