create sequence s;
create table t (id int, n int);
create table u (id int);
alter sequence s owned by t.n;
insert into t values (1, 1);
insert into u values (1);
