create table t (id int, s int not null);
