create table t (a int);
create table u (a int);
create materialized view m as select 1 as a;
grant maintain, select on u to golden_reader with grant option;
grant maintain on m to public;
alter default privileges grant maintain on tables to golden_reader;
