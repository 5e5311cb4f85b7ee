create table a (id int, v int not null, constraint key primary key (id));
create table b (id int primary key) with (fillfactor = 70);
create table c (id int primary key, a int references a);
create view grouped as select id, v from a group by id;
insert into a values (1, 2);
insert into b values (1);
insert into c values (1, 1);
