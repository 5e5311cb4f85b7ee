do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
grant create on schema public to golden_owner;
CREATE TRUSTED LANGUAGE pl_ours HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler;
COMMENT ON LANGUAGE pl_ours IS 'ours';
REVOKE USAGE ON LANGUAGE pl_ours FROM PUBLIC;
CREATE FUNCTION public.one() RETURNS integer LANGUAGE pl_ours AS 'begin return 1; end';
