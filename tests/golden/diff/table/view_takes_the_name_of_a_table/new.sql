create table all_people (id int primary key, name text, gone bool default false);
create view people as select id, name from all_people where not gone;
create view names as select name from people;
