do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER remote TYPE 'big' VERSION '2' FOREIGN DATA WRAPPER far OPTIONS (host 'there', port '1');
GRANT USAGE ON FOREIGN DATA WRAPPER far TO golden_owner;
ALTER SERVER remote OWNER TO golden_owner;
