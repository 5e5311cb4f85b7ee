create schema s;
create extension pg_trgm with schema s;
create type mood as enum ('x');
create domain d as int constraint d_check check (value > 0);
create type c as (a int);
create sequence q;
create table t (id int constraint t_key primary key, a int constraint t_un unique, b int constraint t_ch check (b > 0),
  r int constraint t_fk references t, i int generated always as identity);
create index t_b on t (b);
create view v as select id from t;
create materialized view m as select id from t;
create function f(a int, out b int) language sql as 'select 1';
create procedure p(a int, out b int) language plpgsql as 'begin b := 1; end';
create function note() returns trigger language plpgsql as 'begin return null; end';
create trigger g after insert on t for each row execute function note();
create policy y on t;
insert into t values (1);
