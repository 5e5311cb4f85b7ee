create table t (id int, a text);
create index x on t (lower(a)) where id = any (array[1, 2]);
alter index x rename to t_a;
