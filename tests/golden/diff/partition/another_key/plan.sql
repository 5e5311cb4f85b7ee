ALTER TABLE public.marks DROP CONSTRAINT marks_event;
DROP MATERIALIZED VIEW public.kept;
ALTER TABLE ONLY public.events DETACH PARTITION public.events_1;
ALTER TABLE ONLY public.events DETACH PARTITION public.events_2;
DROP VIEW public.all_events;
-- data-loss
DROP TABLE public.events;
CREATE TABLE public.events (
    id integer NOT NULL,
    at integer NOT NULL,
    body text
) PARTITION BY LIST (at);
CREATE VIEW public.all_events AS
 SELECT events.id,
    events.at,
    events.body
   FROM public.events;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_1 FOR VALUES IN (1, 2);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_2 FOR VALUES IN (11);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.events ADD CONSTRAINT events_pkey PRIMARY KEY (id, at);
ALTER INDEX public.events_pkey ATTACH PARTITION public.events_1_pkey;
ALTER INDEX public.events_pkey ATTACH PARTITION public.events_2_pkey;
CREATE MATERIALIZED VIEW public.kept AS
 SELECT count(*) AS count
   FROM public.all_events;
-- might-fail-on-data
ALTER TABLE public.marks ADD CONSTRAINT marks_event FOREIGN KEY (id, at) REFERENCES public.events(id, at);
CREATE TRIGGER noted BEFORE INSERT ON public.events FOR EACH ROW EXECUTE FUNCTION public.note();
COMMENT ON VIEW public.all_events IS 'all of them';
GRANT SELECT ON TABLE public.events TO PUBLIC;
