create domain code as varchar(5);
create table t (id int, a text, b text, c varchar(20)[], d text);
insert into t values (1, 'abc', 'abc', '{abc}', '101');
