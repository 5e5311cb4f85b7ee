create table t (a text check (a <> ''), b text[]);
create view v as select a from t;
insert into t values ('x', '{y}');
