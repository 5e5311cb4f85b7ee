create table t (a int);
insert into t values (1);
security label on table t is 'same';
