create table public.events (id integer not null, at integer not null, body text, size bigint default 7 not null) partition by range (at);
create table public.events_1 partition of public.events for values from (0) to (10);
create table public.events_2 partition of public.events for values from (10) to (20) partition by list (id);
create table public.events_2_a partition of public.events_2 for values in (1, 2);
create table public.events_2_rest partition of public.events_2 default;
