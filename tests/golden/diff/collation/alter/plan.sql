ALTER COLLATION public.numeric_order RENAME TO numeric_order__old;
CREATE COLLATION public.numeric_order (provider = icu, locale = 'de-u-kn-true');
DROP COLLATION public.numeric_order__old;
