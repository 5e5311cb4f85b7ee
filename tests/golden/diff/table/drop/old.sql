create table a (id serial primary key, v text);
create table b (id int primary key, a int references a);
create view v as select a.v from a join b on a.id = b.a;
comment on table a is 'gone';
grant select on a to public;
insert into a values (1, 'x');
insert into b values (1, 1);
