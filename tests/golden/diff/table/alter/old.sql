create table a (id int, v text) with (autovacuum_vacuum_threshold = 5, fillfactor = 70);
create unlogged table b (id int);
create table c (id int) with (fillfactor = 70);
insert into a values (1, 'x');
insert into b values (1);
insert into c values (1);
