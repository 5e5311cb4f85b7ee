create table a (id int primary key, v int);
create table b (id int primary key, a int references a);
insert into a values (1, 2);
insert into b values (1, 1);
