create type mood as enum ('sad', 'glad');
create table t (id int, mood mood default 'glad');
