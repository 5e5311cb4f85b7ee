create table t (a numeric, b float8, c timestamptz, d numeric(5, 2), e bigint);
insert into t values (1.5, 1.5, '2020-01-01 12:00', 1.25, 7);
