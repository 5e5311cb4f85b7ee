create schema "Sales Dept";
create type "Sales Dept"."enum" as enum ('it''s', 'a "b"', 'new, "one"', 'back\slash');
create table "Sales Dept"."Order" ("select" bigint primary key, "a.b" text not null default 'it''s',
  "Q""uote" "Sales Dept"."enum", "Group" int generated always as identity);
alter table "Sales Dept"."Order" add constraint "Check me" check ("select" > 10) not valid;
create index "Index.1" on "Sales Dept"."Order" ("a.b", "Q""uote");
create view "Sales Dept"."user" as select "select", "a.b" as "A" from "Sales Dept"."Order";
create function "Sales Dept"."do"("In" int, "Out" int default 1) returns int language sql as 'select $1';
create sequence "Sales Dept"."table" increment 5;
comment on column "Sales Dept"."Order"."a.b" is 'it''s';
comment on constraint "Check me" on "Sales Dept"."Order" is 'me';
