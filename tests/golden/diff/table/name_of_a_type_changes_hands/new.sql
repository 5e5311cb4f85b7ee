create table thing (id int);
create type sort as enum ('a');
create table t (x sort);
