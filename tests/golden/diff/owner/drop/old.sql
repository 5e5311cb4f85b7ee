do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
create table t (id int);
create sequence s;
alter table t owner to golden_owner;
alter sequence s owner to golden_owner;
insert into t values (1);
