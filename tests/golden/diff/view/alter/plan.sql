DROP VIEW public.renames;
DROP VIEW public.shrinks;
CREATE OR REPLACE VIEW public.body WITH (security_invoker=true) AS
 SELECT t.id
   FROM public.t
  WHERE (t.id > 1);
CREATE OR REPLACE VIEW public.grows AS
 SELECT t.id,
    t.a
   FROM public.t
  WHERE (t.id > 0);
ALTER VIEW public.optioned RESET (security_barrier);
ALTER VIEW public.optioned SET (check_option=cascaded, security_invoker=on);
CREATE VIEW public.renames AS
 SELECT t.id AS number
   FROM public.t;
CREATE VIEW public.shrinks AS
 SELECT t.id
   FROM public.t;
COMMENT ON VIEW public.shrinks IS 'still said';
