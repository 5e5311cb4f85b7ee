create table people (id int primary key, name text);
create function first_name(people) returns text language sql as 'select $1.name';
create table pets (id int primary key, owner int references people);
comment on table people is 'all';
insert into people values (1, 'ada');
insert into pets values (1, null);
