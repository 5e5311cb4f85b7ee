create table t (id int, a text);
create index t_a on t using btree (lower(a) asc nulls last) where id in (1, 2);
insert into t values (1, 'x');
