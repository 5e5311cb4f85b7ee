create table t (id int, a text);
create unique index t_a on t (a);
create index t_id on t (id);
update pg_index set indisvalid = false where indexrelid = 't_a'::regclass;
insert into t values (1, 'x');
