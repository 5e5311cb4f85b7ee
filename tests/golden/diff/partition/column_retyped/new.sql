create table public.events (id bigint not null, at integer not null, body text) partition by range (at);
create table public.events_1 partition of public.events for values from (0) to (10);
create table public.events_2 partition of public.events for values from (10) to (20);
create view public.seen as select at, id from public.events_1;
create index events_1_id on public.events_1 (id);
