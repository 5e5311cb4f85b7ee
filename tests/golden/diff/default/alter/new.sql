create table t (id int default 2, a text default 'x' || 'y');
