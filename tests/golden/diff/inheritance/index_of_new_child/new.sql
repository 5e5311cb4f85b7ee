create table public.base (id integer not null, name text default 'x', constraint base_id check (id > 0));
create table public.child () inherits (public.base);
create index child_name on public.child (name);
