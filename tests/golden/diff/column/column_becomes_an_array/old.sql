create table t (a text, b int default 3 not null);
create index t_a on t (a);
insert into t values ('{x,y}', 2);
