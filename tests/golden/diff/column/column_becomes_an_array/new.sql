create table t (a text[], b int not null default 4);
create index t_a on t using gin (a);
