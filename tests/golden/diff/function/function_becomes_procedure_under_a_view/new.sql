create procedure f(int) language sql as 'select 1';
create view v as select 1 as f;
create table t (id int default 2);
