ALTER TABLE public.rooms DROP CONSTRAINT rooms_free;
