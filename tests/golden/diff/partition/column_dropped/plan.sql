-- data-loss
ALTER TABLE public.events DROP COLUMN body;
