create table t (a int);
insert into t values (1);
security label for migrate_test on table t is 'same';
