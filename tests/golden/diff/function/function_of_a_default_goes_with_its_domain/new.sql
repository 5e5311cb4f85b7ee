create function g() returns int language sql as 'select 2';
create domain d as int default g() check (value > 0);
create table t (a d, b int default g());
