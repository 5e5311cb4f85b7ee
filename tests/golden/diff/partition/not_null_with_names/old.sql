-- since 18: names of NOT NULL
create table t (id int constraint id_is_there not null, a int, b int not null) partition by range (id);
create table t1 partition of t for values from (1) to (10);
create table t2 (id int constraint other not null, a int constraint own not null, b int not null);
alter table t attach partition t2 for values from (10) to (20);
insert into t values (1, 1, 1), (10, 1, 1);
