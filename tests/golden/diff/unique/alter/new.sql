-- since 15: NULLS NOT DISTINCT
create table t (a int, b int, c int, constraint one unique nulls not distinct (b), constraint two unique (c, a) deferrable,
  constraint three unique (c) with (fillfactor = 80));
