create schema a;
create schema b;
create type b.mood as enum ('sad', 'glad');
create domain b.age as int check (value > 0);
create sequence b.ids;
create function b.one() returns int language sql as 'select 1';
create table people (id int default nextval('b.ids'), mood b.mood default 'sad', age b.age);
create view b.glad as select id from people where mood = 'glad';
