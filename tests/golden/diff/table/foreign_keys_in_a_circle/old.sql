create table a (id int primary key, b int);
insert into a values (1, null);
