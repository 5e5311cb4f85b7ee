create extension btree_gist;
create table t (id int, a text, b int, r int4range);
insert into t values (1, 'x', 2);
