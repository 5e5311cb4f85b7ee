create table t (id int constraint t_key primary key, a int);
create sequence s;
comment on table t is 'before';
comment on column t.id is 'before';
comment on constraint t_key on t is 'before';
comment on index t_key is 'before';
comment on sequence s is 'before';
insert into t values (1);
