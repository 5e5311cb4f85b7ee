create type mood as enum ('glad', 'ok', 'sad');
create table t (id int, mood mood default 'ok');
create index t_mood on t (mood);
