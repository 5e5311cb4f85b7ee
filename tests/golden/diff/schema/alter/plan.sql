ALTER SCHEMA shop OWNER TO golden_owner;
COMMENT ON SCHEMA shop IS 'what is bought';
