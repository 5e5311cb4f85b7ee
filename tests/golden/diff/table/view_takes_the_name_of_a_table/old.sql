create table people (id int primary key, name text, gone bool default false);
create view names as select name from people;
insert into people values (1, 'ada');
