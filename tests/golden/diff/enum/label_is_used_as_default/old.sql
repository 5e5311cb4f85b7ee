create type mood as enum ('sad');
create table t (id int, mood mood default 'sad');
insert into t values (1, 'sad');
