CREATE TABLE public.t3 (
    id integer CONSTRAINT id_is_there NOT NULL,
    a integer CONSTRAINT a_is_there NOT NULL,
    b integer
);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT a_is_there NOT NULL a;
ALTER TABLE public.t ALTER COLUMN b DROP NOT NULL;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.t ATTACH PARTITION public.t3 FOR VALUES FROM (20) TO (30);
