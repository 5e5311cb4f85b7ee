create table public.events (id integer, at integer not null, body text) partition by range (at);
create table public.events_1 partition of public.events for values from (0) to (10);
create table public.events_2 partition of public.events for values from (10) to (20);
alter table public.events alter column id set not null;
