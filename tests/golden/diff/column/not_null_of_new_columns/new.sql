create table t (a int, b int default 1 constraint b_is_there not null, c int, d int default 1 constraint d_is_there not null no inherit);
alter table t add constraint c_later not null c not valid;
comment on constraint b_is_there on t is 'there';
