-- since 18: names of NOT NULL
create table t (a int);
insert into t values (1);
