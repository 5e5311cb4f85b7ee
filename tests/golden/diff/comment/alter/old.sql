create table t (id int constraint t_key primary key, a int);
comment on table t is 'before';
comment on column t.id is 'before';
comment on constraint t_key on t is 'before';
comment on schema public is 'before';
insert into t values (1);
