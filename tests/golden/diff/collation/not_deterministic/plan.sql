ALTER COLLATION public.numeric_order RENAME TO numeric_order__old;
CREATE COLLATION public.numeric_order (provider = icu, deterministic = false, locale = 'en-u-kn-true');
DROP COLLATION public.numeric_order__old;
COMMENT ON COLLATION public.numeric_order IS 'numbers by value';
