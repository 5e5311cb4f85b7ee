DROP PROCEDURE public.a();
DROP PROCEDURE public.a(IN integer, OUT b integer);
