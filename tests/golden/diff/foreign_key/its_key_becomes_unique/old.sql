create table t (id bigint not null constraint t_key primary key, parent bigint);
alter table t add constraint t_parent foreign key (parent) references t (id);
insert into t values (1, 1);
