create type thing as enum ('a');
create table t (x thing);
insert into t values ('a');
