create table a (id int, v int);
create table b (id int not null, a int);
