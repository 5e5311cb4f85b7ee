DROP INDEX public.events_id;
CREATE INDEX events_id ON ONLY public.events USING btree (id, at);
CREATE INDEX events_1_id_at_idx ON public.events_1 USING btree (id, at);
CREATE INDEX events_2_id_at_idx ON public.events_2 USING btree (id, at);
ALTER INDEX public.events_id ATTACH PARTITION public.events_1_id_at_idx;
ALTER INDEX public.events_id ATTACH PARTITION public.events_2_id_at_idx;
