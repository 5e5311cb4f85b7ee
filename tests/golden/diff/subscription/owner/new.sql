do $$ begin create role golden_owner superuser; exception when duplicate_object then null; end $$;
create subscription s connection 'host=far' publication p with (connect = false);
alter subscription s owner to golden_owner;
