-- might-fail-on-data
ALTER TABLE public.notes ADD CONSTRAINT notes_id_at_fkey FOREIGN KEY (id, at) REFERENCES public.events(id, at);
