create domain age as int;
create table t (id int, a age);
insert into t values (1, 30);
