CREATE TRUSTED LANGUAGE pl_ours HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler;
CREATE TRANSFORM FOR integer LANGUAGE pl_ours (FROM SQL WITH FUNCTION prsd_lextype(internal));
CREATE FUNCTION public.one(integer) RETURNS integer LANGUAGE pl_ours TRANSFORM FOR TYPE integer AS 'begin return 1; end';
