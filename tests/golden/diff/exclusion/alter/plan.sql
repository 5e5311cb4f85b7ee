ALTER TABLE public.rooms DROP CONSTRAINT rooms_free;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.rooms ADD CONSTRAINT rooms_free EXCLUDE USING gist (room WITH &&) WITH (fillfactor='70') WHERE ((id > 0)) DEFERRABLE INITIALLY DEFERRED;
