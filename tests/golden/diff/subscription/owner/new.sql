do $$ begin create role golden_superuser superuser; exception when duplicate_object then null; end $$;
create subscription s connection 'host=far' publication p with (connect = false);
alter subscription s owner to golden_superuser;
