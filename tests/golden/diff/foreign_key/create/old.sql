create table a (id int primary key, x int, y int, unique (x, y));
create table b (id int primary key, a int, x int, y int);
insert into a values (1, 2, 3);
insert into b values (1, 1, 2, 3);
