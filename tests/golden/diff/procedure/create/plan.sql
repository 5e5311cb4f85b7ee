SET check_function_bodies = off;
CREATE OR REPLACE PROCEDURE public.atomic(IN a integer)
 LANGUAGE sql
BEGIN ATOMIC
 INSERT INTO public.t (id)
   VALUES (atomic.a);
END;
CREATE OR REPLACE PROCEDURE public.many(VARIADIC integer[])
 LANGUAGE sql
AS $procedure$select$procedure$;
CREATE OR REPLACE PROCEDURE public.outs(IN a integer, INOUT b integer, OUT c text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET work_mem TO '1MB'
AS $procedure$begin c := a; end$procedure$;
CREATE OR REPLACE PROCEDURE public.over(IN integer)
 LANGUAGE sql
AS $procedure$select$procedure$;
CREATE OR REPLACE PROCEDURE public.over(IN text, IN integer DEFAULT 3)
 LANGUAGE sql
AS $procedure$select$procedure$;
CREATE OR REPLACE PROCEDURE public.plain()
 LANGUAGE sql
AS $procedure$select$procedure$;
COMMENT ON PROCEDURE public.outs(IN a integer, INOUT b integer, OUT c text) IS 'more';
COMMENT ON PROCEDURE public.over(IN integer) IS 'one';
