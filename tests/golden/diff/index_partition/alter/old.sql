create table public.events (id integer not null, at integer not null, body text) partition by range (at);
create table public.events_1 partition of public.events for values from (0) to (10);
create table public.events_2 partition of public.events for values from (10) to (20);
create index events_id on public.events (id);
insert into public.events values (1, 1, 'a');
insert into public.events values (2, 11, 'b');
