create table t (id int, a text);
create unique index t_a on t (a);
create index t_id on t (id);
