-- since 15: NULLS NOT DISTINCT
create table t (a int unique, b int, c int, constraint one unique nulls not distinct (b) include (c) with (fillfactor = 80),
  constraint two unique (a, c) deferrable initially deferred);
comment on constraint one on t is 'one';
comment on index two is 'an index';
