create table a (id int, v int);
create table b (x int, y int, z int);
insert into a values (1, 2);
insert into b values (1, 2, 3);
