CREATE SERVER remote TYPE 'big' VERSION '1' FOREIGN DATA WRAPPER far OPTIONS ("Odd name" 'a=b', host 'here');
COMMENT ON SERVER remote IS 'over there';
GRANT USAGE ON FOREIGN SERVER remote TO golden_reader;
