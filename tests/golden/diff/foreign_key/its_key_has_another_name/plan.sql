ALTER TABLE public.t DROP CONSTRAINT t_parent;
ALTER TABLE public.t DROP CONSTRAINT t_key;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT t_id UNIQUE (id);
-- might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT t_parent FOREIGN KEY (parent) REFERENCES public.t(id) DEFERRABLE;
