create table t (a int unique, b int unique);
create table u (b int references t (b));
insert into t values (1, 2);
insert into u values (2);
