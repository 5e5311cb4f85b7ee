ALTER TABLE public.rooms DROP CONSTRAINT rooms_id_during_key;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.desks ADD CONSTRAINT one_at_a_time UNIQUE (id, during WITHOUT OVERLAPS);
