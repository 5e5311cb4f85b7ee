do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
create table t (id int);
insert into t values (1);
