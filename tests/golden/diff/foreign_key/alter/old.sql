create table a (id int primary key);
create table b (id int primary key, a int references a, c int, constraint c foreign key (c) references a, d int, constraint d foreign key (d) references a);
alter table b add constraint later foreign key (a) references a not valid;
insert into a values (1);
insert into b values (1, 1, 1, 1);
