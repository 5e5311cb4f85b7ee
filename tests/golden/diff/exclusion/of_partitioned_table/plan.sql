ALTER TABLE public.desks DROP CONSTRAINT desks_free;
CREATE TABLE public.seats2 (
    id integer,
    seat int4range
);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.rooms ADD CONSTRAINT rooms_free EXCLUDE USING gist (id WITH =, room WITH &&);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.seats ATTACH PARTITION public.seats2 FOR VALUES FROM (10) TO (20);
