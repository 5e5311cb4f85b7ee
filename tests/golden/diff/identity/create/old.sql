create table t (id int not null, a int);
insert into t values (7, 1);
