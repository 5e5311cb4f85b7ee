ALTER OPERATOR public.~~~ (text, text) SET (restrict = eqsel, join = eqjoinsel);
COMMENT ON OPERATOR public.~~~ (text, text) IS 'nearly';
