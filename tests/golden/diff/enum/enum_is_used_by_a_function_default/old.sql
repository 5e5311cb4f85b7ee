create type mood as enum ('sad', 'ok');
create function f(m mood default 'ok') returns mood language sql as 'select m';
create domain glad as mood check (value <> 'sad');
create type pair as (a mood, b mood);
create table t (id int, m mood);
insert into t values (1, 'ok');
