ALTER TABLE public.base DROP CONSTRAINT base_id;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.base ADD CONSTRAINT base_id CHECK ((id > '-1'::integer));
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.base ADD CONSTRAINT base_name CHECK ((name <> ''::text));
