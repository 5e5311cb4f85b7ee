create table p (id int, v text);
create table q (n int);
create table c (id int, v text, n int);
create table d (id int, v text) inherits (p);
insert into p values (0, 'p');
insert into q values (0);
insert into c values (1, 'x', 2);
insert into d values (3, 'y');
