create table public.users (id integer primary key);
insert into public.users values (1), (2);
create table public.events (id integer not null, at integer not null, body text) partition by range (at);
create table public.events_1 partition of public.events for values from (0) to (10);
create table public.events_2 partition of public.events for values from (10) to (20);
alter table public.events add constraint events_user foreign key (id) references public.users (id);
