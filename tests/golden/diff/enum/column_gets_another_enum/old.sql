create type mood as enum ('sad', 'ok');
create type state as enum ('ok', 'sad', 'broken');
create table t (id int, mood mood default 'ok', moods mood[]);
insert into t values (1, 'sad', '{ok}');
