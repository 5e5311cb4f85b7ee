do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
create schema shop;
comment on schema shop is 'what is sold';
