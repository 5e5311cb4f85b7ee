do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER remote TYPE 'big' VERSION '1' FOREIGN DATA WRAPPER far OPTIONS (host 'here', "Odd name" 'a=b');
COMMENT ON SERVER remote IS 'over there';
GRANT USAGE ON FOREIGN SERVER remote TO golden_reader;
