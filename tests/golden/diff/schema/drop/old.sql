create schema shop;
create schema empty;
create type shop.color as enum ('red');
create table shop.items (id int primary key, color shop.color);
create view shop.red as select id from shop.items where color = 'red';
create function shop.twice(int) returns int language sql as 'select 2 * $1';
insert into shop.items values (1, 'red');
