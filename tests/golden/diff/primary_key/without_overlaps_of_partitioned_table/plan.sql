CREATE TABLE public.desks2 (
    id integer NOT NULL,
    during daterange NOT NULL
);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.rooms ALTER COLUMN during SET NOT NULL;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.rooms ALTER COLUMN id SET NOT NULL;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.rooms ADD CONSTRAINT rooms_pkey PRIMARY KEY (id, during WITHOUT OVERLAPS);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.desks ATTACH PARTITION public.desks2 FOR VALUES FROM (10) TO (20);
