-- since 18: names of NOT NULL
create table p (a int constraint a_is_there not null, b int, c int not null, d int constraint alone not null no inherit, e int not null);
create table one (z int) inherits (p);
create table two (b int constraint own not null, e int not null) inherits (p);
insert into p values (1, 2, 3, 4, 5);
insert into one values (1, 2, 3, 4, 5);
insert into two values (1, 2, 3, 4, 5);
