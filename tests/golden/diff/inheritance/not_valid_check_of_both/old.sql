create table public.base (id integer not null, name text default 'x', constraint base_id check (id > 0));
insert into public.base values (1, 'a');
