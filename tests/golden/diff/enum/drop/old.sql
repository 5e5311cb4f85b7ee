create type mood as enum ('sad', 'ok');
create type unused as enum ('a');
create table t (id int, mood mood default 'ok');
insert into t values (1, 'sad');
