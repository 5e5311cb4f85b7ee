create table t (id int not null, b int not null);
create unique index t_id on t (id, b);
alter table t replica identity using index t_id, cluster on t_id;
