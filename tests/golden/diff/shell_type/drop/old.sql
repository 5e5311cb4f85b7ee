create type public.later;
create table public.other (id integer primary key);
insert into public.other values (1);
