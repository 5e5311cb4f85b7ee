create type mood as enum ('sad', 'ok');
create type state as enum ('ok', 'sad', 'broken');
create table t (id int, mood state default 'ok', moods state[]);
