create table t (id int not null);
create unique index t_id on t (id);
alter table t replica identity using index t_id;
create table u (id int primary key);
alter table u replica identity full;
insert into t values (1);
insert into u values (1);
