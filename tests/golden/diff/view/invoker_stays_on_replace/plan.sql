CREATE OR REPLACE VIEW public.v WITH (security_invoker=true, security_barrier=true) AS
 SELECT t.id,
    t.a
   FROM public.t;
