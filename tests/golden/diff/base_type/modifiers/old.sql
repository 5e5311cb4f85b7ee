create table other (id int);
insert into other values (1);
