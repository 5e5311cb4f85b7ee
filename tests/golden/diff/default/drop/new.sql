create table t (id int, a text default null);
