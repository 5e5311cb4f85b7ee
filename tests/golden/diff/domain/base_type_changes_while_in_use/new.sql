create domain age as bigint default 7 constraint positive check (value > 0);
create table t (id int primary key, a age default 3 check (a < 100), b age[]);
create index t_a on t (a);
create view v as select id, a from t;
create function f(age) returns age language sql as 'select $1';
comment on domain age is 'in years';
