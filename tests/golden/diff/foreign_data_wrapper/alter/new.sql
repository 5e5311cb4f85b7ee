do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
CREATE FOREIGN DATA WRAPPER far OPTIONS (host 'there', dbname 'it''s');
GRANT USAGE ON FOREIGN DATA WRAPPER far TO golden_reader WITH GRANT OPTION;
