create table t (id int, a text, b int);
create index kept on t (a);
create index more on t (b);
create index options on t (a) with (fillfactor = 70);
create index expr on t (lower(a));
alter index expr alter 1 set statistics 500;
create index renewed on t (id) with (fillfactor = 60);
insert into t values (1, 'x', 2);
