create table t (id int default 1, a text default 'x'::text, b text default null);
