create table t (id int not null, b int not null unique);
create unique index t_id on t (id);
alter table t replica identity using index t_id;
create table u (id int);
alter table u replica identity full;
insert into t values (1, 2);
insert into u values (1);
