create table public.base (id integer not null, name text default 'x', constraint base_id check (id > 0));
create table public.child (extra text) inherits (public.base);
alter table public.child alter column name drop default, alter column name set not null;
alter table public.child alter column id set default 5;
alter table public.child alter column name set statistics 9;
