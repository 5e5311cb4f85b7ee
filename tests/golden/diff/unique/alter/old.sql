create table t (a int, b int, c int, constraint one unique (b), constraint two unique (a, c), constraint three unique (c));
insert into t values (1, 2, 3);
