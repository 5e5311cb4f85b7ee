create table t (id int);
comment on table t is 'it''s';
insert into t values (1);
