DROP INDEX public.events_id;
