-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.rooms ADD CONSTRAINT rooms_free EXCLUDE USING gist (room WITH &&, during WITH &&) WHERE ((id > 0));
