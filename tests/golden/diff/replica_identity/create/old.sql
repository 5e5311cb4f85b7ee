create table t (id int not null);
create unique index t_id on t (id);
create table u (id int);
create table w (id int);
insert into t values (1);
insert into u values (1);
insert into w values (1);
