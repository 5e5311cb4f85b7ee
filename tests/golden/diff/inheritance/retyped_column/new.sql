create table public.base (id bigint not null, name text default 'x', constraint base_id check (id > 0));
create table public.child (extra text) inherits (public.base);
create view public.ids as select id from public.child;
