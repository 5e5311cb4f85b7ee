create table p (id int, v text);
create table q (n int);
create table c (id int, v text, n int) inherits (p, q);
create table d (id int, v text);
