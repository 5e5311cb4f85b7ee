ALTER OPERATOR public.~~~ (text, text) SET (restrict = NONE, join = eqjoinsel);
