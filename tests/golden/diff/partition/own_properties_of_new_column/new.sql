create table public.events (id integer not null, at integer not null, body text, kind text default 'x') partition by range (at);
create table public.events_1 partition of public.events for values from (0) to (10);
create table public.events_2 partition of public.events for values from (10) to (20);
alter table public.events_1 alter column kind set default 'first';
alter table public.events_1 alter column kind set not null;
alter table public.events_1 alter column kind set statistics 50;
alter table public.events_2 alter column kind drop default;
