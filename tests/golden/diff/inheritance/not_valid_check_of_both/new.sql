create table public.base (id integer not null, name text default 'x', constraint base_id check (id > 0));
create table public.child (extra text) inherits (public.base);
alter table public.base add constraint later check (id > 5) not valid;
create table public.second () inherits (public.base);
alter table public.child add constraint own check (extra <> '') not valid;
