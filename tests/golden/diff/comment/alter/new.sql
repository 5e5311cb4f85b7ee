create table t (id int constraint t_key primary key, a int);
comment on table t is 'behind';
comment on column t.id is 'behind';
comment on constraint t_key on t is 'behind';
comment on schema public is 'behind';
