create extension citext;
create extension pg_trgm;
create table t (id int, name citext);
create index t_name on t using gin ((id::text) gin_trgm_ops);
insert into t values (1, 'A');
