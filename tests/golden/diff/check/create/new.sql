create table t (a int check (a > 0), b int, constraint together check (a < b) no inherit);
alter table t add constraint later check (b > 10) not valid;
comment on constraint together on t is 'both';
