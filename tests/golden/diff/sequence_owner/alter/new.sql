create sequence s;
create table t (id int, n int);
create table u (id int);
alter sequence s owned by u.id;
