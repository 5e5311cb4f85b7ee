create table a (id int primary key, code text not null unique);
create table b (id int primary key, a int references a on delete set null);
create view v as select a.id, a.code, count(*) from a join b on b.a = a.id group by a.id;
insert into a values (1, 'x');
insert into b values (1, 1);
