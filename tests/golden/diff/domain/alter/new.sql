create domain age as int default 8 not null constraint positive check (value > 1) constraint more check (value < 200);
create domain word as text;
create table t (id int, a age);
