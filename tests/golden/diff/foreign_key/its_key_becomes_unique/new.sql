create table t (id bigint not null constraint t_key unique, parent bigint);
alter table t add constraint t_parent foreign key (parent) references t (id) deferrable;
