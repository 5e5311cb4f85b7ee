create table t (id int, a text, b int default 7, c int generated always as (id * 2) stored);
create index t_a on t (a);
create view v as select id, a from t;
insert into t values (1, 'x');
