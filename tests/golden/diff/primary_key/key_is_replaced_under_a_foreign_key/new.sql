create table a (id int unique, code text primary key);
create table b (id int primary key, a int references a (id) on delete set null);
create view v as select a.code, count(*) from a join b on b.a = a.id group by a.code;
alter table a alter id set not null;
