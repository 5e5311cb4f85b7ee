create type person as (id int, name text, age int);
create table loose (id int, name text, age int);
create table bound of person;
insert into loose values (1, 'ada', 30);
insert into bound values (1, 'ada', 30);
