-- might-fail-on-data
ALTER TABLE public.events ADD CONSTRAINT events_user FOREIGN KEY (id) REFERENCES public.users(id);
