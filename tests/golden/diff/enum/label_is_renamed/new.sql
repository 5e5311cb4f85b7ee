create type mood as enum ('sad', 'fine');
create table t (id int, mood mood);
