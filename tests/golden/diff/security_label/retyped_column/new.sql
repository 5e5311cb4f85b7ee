create table t (a bigint, c int);
insert into t values (1, 2);
security label for migrate_test on column t.a is 'MASKED';
