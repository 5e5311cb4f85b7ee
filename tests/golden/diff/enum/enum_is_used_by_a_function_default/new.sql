create type mood as enum ('ok', 'glad');
create function f(m mood default 'ok') returns mood language sql as 'select m';
create domain glad as mood check (value <> 'glad');
create type pair as (a mood, b mood);
create table t (id int, m mood);
