create table public.users (id integer primary key);
insert into public.users values (1);
