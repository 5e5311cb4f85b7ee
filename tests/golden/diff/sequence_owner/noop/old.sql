create table t (id serial);
insert into t values (1);
