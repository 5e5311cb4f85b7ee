create type mood as enum ('sad', 'it''s ok', 'glad');
create type nothing as enum ();
create table t (id int, mood mood default 'sad', moods mood[]);
comment on type mood is 'how one feels';
