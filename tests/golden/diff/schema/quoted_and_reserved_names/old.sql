create schema "Sales Dept";
create type "Sales Dept"."enum" as enum ('it''s', 'a "b"', 'back\slash');
create table "Sales Dept"."Order" ("select" int primary key, "a.b" text, "Q""uote" "Sales Dept"."enum",
  constraint "Check me" check ("select" > 0));
create index "Index.1" on "Sales Dept"."Order" ("a.b");
create view "Sales Dept"."user" as select "select", "a.b" from "Sales Dept"."Order";
create function "Sales Dept"."do"("In" int) returns int language sql as 'select $1';
create sequence "Sales Dept"."table";
insert into "Sales Dept"."Order" values (1, 'x', 'it''s');
