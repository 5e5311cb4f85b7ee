-- since 14: BEGIN ATOMIC
create function f(b int) returns int language sql immutable as 'select $1';
create function note() returns trigger language plpgsql as 'begin return new; end';
create table t (id int default f(1), v int check (f(v) > 0), g int generated always as (f(v)) stored);
create index t_v on t (f(v));
create view v as select f(id) from t;
create trigger noted before update on t for each row when (f(new.id) > 0) execute function note();
alter table t enable row level security;
create policy p on t using (f(id) > 0);
create function user_of() returns int language sql return f(1);
create domain d as int check (f(value) > 0);
create table u (d d);
comment on index t_v is 'still said';
