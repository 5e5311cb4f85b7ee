ALTER TABLE public.events ADD COLUMN size bigint DEFAULT 7 NOT NULL;
