create table t (id int constraint id_is_there not null, a int constraint a_is_there not null, b int) partition by range (id);
create table t1 partition of t for values from (1) to (10);
create table t2 (id int constraint other not null, a int constraint own not null, b int);
alter table t attach partition t2 for values from (10) to (20);
create table t3 partition of t for values from (20) to (30);
