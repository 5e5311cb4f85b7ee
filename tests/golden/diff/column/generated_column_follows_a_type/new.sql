create table t (a bigint, b int generated always as (a * 2) stored);
create index t_b on t (b);
comment on column t.b is 'twice';
