ALTER TABLE public.chairs DROP CONSTRAINT chairs_room_during_fkey;
ALTER TABLE public.desks ALTER CONSTRAINT of_room DEFERRABLE;
-- might-fail-on-data
ALTER TABLE public.rents ADD CONSTRAINT of_room FOREIGN KEY (room, PERIOD during) REFERENCES public.rooms(id, PERIOD during);
