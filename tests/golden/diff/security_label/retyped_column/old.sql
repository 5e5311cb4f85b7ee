create table t (a int, b int);
insert into t values (1, 2);
security label for migrate_test on column t.a is 'MASKED';
security label for migrate_test on column t.b is 'MASKED';
