create domain age as int;
create table t (id int, a age);
