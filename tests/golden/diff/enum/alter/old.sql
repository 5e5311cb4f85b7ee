create type mood as enum ('sad', 'ok');
create table t (id int, mood mood);
create view v as select mood from t;
insert into t values (1, 'sad');
