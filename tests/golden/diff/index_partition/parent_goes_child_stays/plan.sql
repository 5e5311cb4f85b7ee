DROP INDEX public.events_id;
CREATE INDEX mine ON public.events_1 USING btree (id);
