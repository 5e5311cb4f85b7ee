create table public.base (id integer not null, name text default 'x', constraint base_name check (name <> ''), constraint base_id check (id > -1));
create table public.child (extra text) inherits (public.base);
