CREATE INDEX events_id ON ONLY public.events USING btree (id);
CREATE INDEX events_2_id_idx ON public.events_2 USING btree (id);
ALTER INDEX public.events_id ATTACH PARTITION public.mine;
ALTER INDEX public.events_id ATTACH PARTITION public.events_2_id_idx;
