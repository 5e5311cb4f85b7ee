create type old_mood as enum ('sad', 'ok');
create domain old_age as int check (value > 0);
create table t (m old_mood default 'ok', a old_age default 3, ms old_mood[]);
create view v as select m, a from t;
create function f(old_mood) returns old_age language sql as 'select 1';
create index t_m on t (m);
insert into t values ('sad', 4, '{ok}');
