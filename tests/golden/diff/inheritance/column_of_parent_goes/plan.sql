-- data-loss
ALTER TABLE public.base DROP COLUMN size;
