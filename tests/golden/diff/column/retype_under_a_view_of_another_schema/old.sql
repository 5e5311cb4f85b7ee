create schema a;
create schema "B b";
create table a.t (id int, v int);
create view "B b"."v" as select id, v from a.t;
create materialized view public.v as select v from "B b".v;
create rule r as on insert to "B b".v do instead insert into a.t values (new.id, new.v);
insert into a.t values (1, 2);
