create domain age as int check (value > 0);
create domain unused as text;
create table t (id int, a age);
insert into t values (1, 30);
