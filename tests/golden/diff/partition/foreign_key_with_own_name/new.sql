create table public.users (id integer primary key);
create table public.events (id integer not null, at integer not null) partition by range (at);
create table public.events_1 (id integer not null, at integer not null) partition by range (at);
create table public.events_11 partition of public.events_1 for values from (0) to (5);
alter table public.events_1 add constraint own foreign key (id) references public.users (id);
alter table public.events add constraint events_user foreign key (id) references public.users (id);
alter table public.events attach partition public.events_1 for values from (0) to (10);
