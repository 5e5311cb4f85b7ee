create table t (id int, a text);
create view a as select id from t;
create view b as select id from a;
insert into t values (1, 'x');
