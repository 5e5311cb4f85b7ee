create schema a;
create schema b;
create type a.mood as enum ('sad', 'glad');
create domain a.age as int check (value > 0);
create sequence a.ids;
create function a.one() returns int language sql as 'select 1';
create table people (id int default nextval('a.ids'), mood a.mood default 'sad', age a.age);
create view a.glad as select id from people where mood = 'glad';
insert into people values (1, 'glad', 30);
