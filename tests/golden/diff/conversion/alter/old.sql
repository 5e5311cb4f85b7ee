do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
grant create on schema public to golden_owner;
CREATE CONVERSION public.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
COMMENT ON CONVERSION public.latin IS 'western';
