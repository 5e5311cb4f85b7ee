create schema a;
create table a.t (id int primary key, v text);
insert into a.t values (1, 'x');
