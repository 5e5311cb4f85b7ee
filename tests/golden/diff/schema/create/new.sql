create table t (id int);
create schema shop;
create schema "Order";
create table shop.t (id int);
create table "Order"."user" ("select" int);
comment on schema shop is 'what is sold';
