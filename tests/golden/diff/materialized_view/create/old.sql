create table t (id int, a text);
insert into t values (1, 'x');
