create table a (id int primary key, v int);
create table b (x int, y int, z int, constraint key primary key (y, x) include (z) with (fillfactor = 70) deferrable);
comment on constraint key on b is 'a key';
