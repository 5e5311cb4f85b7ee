REVOKE ALL ON FOREIGN SERVER remote FROM golden_reader;
COMMENT ON SERVER remote IS NULL;
ALTER SERVER remote VERSION '2' OPTIONS (DROP "Odd name", SET host 'there', ADD port '1');
ALTER SERVER remote OWNER TO golden_owner;
GRANT USAGE ON FOREIGN DATA WRAPPER far TO golden_owner;
