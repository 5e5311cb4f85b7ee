create domain code as varchar(5);
create table t (id int, a varchar(5), b code, c varchar(5)[], d bit(3));
