create table public.other (id integer primary key);
insert into public.other values (1);
create table public.tree (id bigint not null primary key, up bigint references public.tree (id)) partition by range (id);
create table public.tree_1 (id bigint not null primary key, up bigint);
alter table public.tree attach partition public.tree_1 for values from (0) to (10);
insert into public.tree values (1, null), (2, 1);
