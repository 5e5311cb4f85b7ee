create table a (id int not null, v int not null, constraint key primary key (id, v), unique (id));
create table b (id int, primary key (id) with (fillfactor = 80)) with (fillfactor = 70);
create table c (id int primary key, a int references a (id));
create view grouped as select id, v from a group by id, v;
