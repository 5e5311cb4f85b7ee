create domain age as int default 7 not null constraint old check (value > 0) check (value < 200);
create domain word as text collate "C";
create table t (id int, a age[], w word);
comment on domain age is 'in years';
comment on constraint old on domain age is 'born';
