create type person as (id int, name text, age int);
create table loose of person;
create table bound (id int, name text, age int);
create table people of person (id with options primary key, name not null default 'nobody', check (age > 0));
