create type mood as enum ('sad', 'ok');
create domain age as int check (value > 0);
create table t (m mood default 'ok', a age default 3, ms mood[]);
create view v as select m, a from t;
create function f(mood) returns age language sql as 'select 1';
create index t_m on t (m);
