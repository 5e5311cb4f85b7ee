create type mood as enum ('sad', 'ok', 'glad');
create table t (id int, mood mood default 'ok');
create index t_mood on t (mood);
insert into t values (1, 'sad');
