create table t (id int not null, b int not null unique);
create unique index t_id on t (id);
alter table t replica identity using index t_b_key;
create table u (id int);
alter table u replica identity nothing;
