ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;
ALTER TABLE public.a DROP CONSTRAINT a_code_key;
DROP VIEW public.v;
ALTER TABLE public.a DROP CONSTRAINT a_pkey;
CREATE VIEW public.v AS
 SELECT a.code,
    count(*) AS count
   FROM (public.a
     JOIN public.b ON ((b.a = a.id)))
  GROUP BY a.code;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.a ADD CONSTRAINT a_pkey PRIMARY KEY (code);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.a ADD CONSTRAINT a_id_key UNIQUE (id);
-- might-fail-on-data
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id) ON DELETE SET NULL;
