create type mood as enum ('worst', 'sad', 'so so', 'ok', 'glad', 'best');
create table t (id int, mood mood);
create view v as select mood from t;
