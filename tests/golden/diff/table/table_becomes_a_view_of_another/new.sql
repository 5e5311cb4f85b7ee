create table persons (id int primary key, name text);
create view people as select id, name from persons;
create function first_name(people) returns text language sql as 'select $1.name';
create table pets (id int primary key, owner int references persons);
comment on view people is 'all';
