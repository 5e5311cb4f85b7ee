create table t (id int primary key);
alter table t cluster on t_pkey;
insert into t values (1);
