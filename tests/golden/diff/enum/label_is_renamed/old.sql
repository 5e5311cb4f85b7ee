create type mood as enum ('sad', 'ok');
create table t (id int, mood mood);
insert into t values (1, 'sad'), (2, null);
