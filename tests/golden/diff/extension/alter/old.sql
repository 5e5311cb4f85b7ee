create schema ext;
create extension citext with schema public;
create table t (id int, name citext);
create index t_name on t (name);
insert into t values (1, 'A');
