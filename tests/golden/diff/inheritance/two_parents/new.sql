create table public.base (id integer not null, name text default 'x', constraint base_id check (id > 0));
create table public.other (id integer not null, more text);
create table public.child (name text default 'x') inherits (public.other, public.base);
create table public.grandchild () inherits (public.child);
