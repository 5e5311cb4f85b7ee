-- since 18: default privileges of large objects
do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
do $$ begin create role "golden Writer"; exception when duplicate_object then null; end $$;
alter default privileges grant select on large objects to golden_reader;
