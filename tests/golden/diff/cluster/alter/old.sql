create table t (id int primary key, b int);
create index t_b on t (b);
alter table t cluster on t_pkey;
insert into t values (1, 2);
