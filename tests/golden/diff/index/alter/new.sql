create table t (id int, a text, b int);
create index kept on t (a);
create index more on t (b, id);
create index options on t (a) with (fillfactor = 90);
create index expr on t (lower(a));
alter index expr alter 1 set statistics 300;
create index renewed on t (id desc);
