create table t (a varchar(10) check (a in ('x', 'y')), b varchar(10));
create index t_b on t (b) where b in ('x', 'y', 'z');
create view v as select a from t where a in ('x', 'y', 'z');
create table u (a varchar(10) check (a in ('x', 'y')));
