create sequence s;
create table t (id int, n int);
alter sequence s owned by t.n;
