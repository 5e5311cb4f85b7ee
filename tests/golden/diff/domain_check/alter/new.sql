create domain age as int constraint positive check (value > 0);
create table t (id int, a age);
