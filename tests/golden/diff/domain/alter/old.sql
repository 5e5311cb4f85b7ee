create domain age as int default 7 constraint positive check (value > 0) constraint other check (value < 100);
create domain word as text not null;
create table t (id int, a age);
insert into t values (1, 30);
