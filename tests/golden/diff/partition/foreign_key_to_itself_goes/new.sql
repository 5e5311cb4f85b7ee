create table public.other (id integer primary key);
