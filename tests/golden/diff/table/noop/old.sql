create table a (id int primary key, b int, v varchar(10) default 'x' check (v in ('x', 'y')));
alter table a add constraint positive check (b > 0);
insert into a values (1, 1);
