CREATE SCHEMA "Own";
CREATE FUNCTION "Own".call() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE LANGUAGE "My lang" HANDLER "Own".call;
CREATE FUNCTION public.one() RETURNS integer LANGUAGE "My lang" AS 'begin return 1; end';
