COMMENT ON SEQUENCE public.t_a_seq IS 'one by one';
GRANT USAGE ON SEQUENCE public.t_a_seq TO golden_reader;
