create table public.other (id integer primary key);
create table public.t (a integer not null, b integer, constraint t_pkey primary key (a));
alter table public.t add constraint t_a unique (a);
alter table public.t add constraint t_b1 unique (b);
alter table public.t add constraint t_b2 unique (b);
