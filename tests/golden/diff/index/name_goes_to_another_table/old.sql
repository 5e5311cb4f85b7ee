create table t (a int);
create table u (a int);
create index i on t (a);
insert into t values (1);
insert into u values (1);
