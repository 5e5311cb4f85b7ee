do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
CREATE FOREIGN DATA WRAPPER far VALIDATOR postgresql_fdw_validator;
COMMENT ON FOREIGN DATA WRAPPER far IS 'far away';
GRANT USAGE ON FOREIGN DATA WRAPPER far TO golden_reader;
