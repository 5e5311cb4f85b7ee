ALTER TABLE public.desks DROP CONSTRAINT desks_pkey;
ALTER TABLE public.rooms DROP CONSTRAINT rooms_pkey;
CREATE TABLE public.doors (
    id integer NOT NULL,
    during daterange NOT NULL,
    CONSTRAINT doors_pkey PRIMARY KEY (id, during WITHOUT OVERLAPS)
);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.desks ADD CONSTRAINT desks_pkey PRIMARY KEY (id, during);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.rooms ADD CONSTRAINT rooms_pkey PRIMARY KEY (id, during WITHOUT OVERLAPS) WITH (fillfactor=80);
