do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
grant create on schema public to golden_owner;
CREATE TRUSTED LANGUAGE pl_ours HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator;
GRANT USAGE ON LANGUAGE pl_ours TO golden_reader WITH GRANT OPTION;
CREATE FUNCTION public.one() RETURNS integer LANGUAGE pl_ours AS 'begin return 1; end';
