ALTER TABLE public.events ADD COLUMN size integer DEFAULT 7 NOT NULL;
