create table public.base (id integer not null, name text default 'x', constraint base_id check (id > 0));
create table public.child (extra text) inherits (public.base);
insert into public.base values (1, 'a');
insert into public.child values (2, 'b', 'c');
create view public.ids as select id from public.child;
