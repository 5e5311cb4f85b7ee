create table t (id int, a text);
create table v (id int, a text);
