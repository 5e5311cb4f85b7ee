DROP CONVERSION public.latin;
CREATE DEFAULT CONVERSION public.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
ALTER CONVERSION public.latin OWNER TO golden_owner;
COMMENT ON CONVERSION public.latin IS 'western';
