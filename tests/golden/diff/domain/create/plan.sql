CREATE DOMAIN public.age AS integer DEFAULT 7 NOT NULL CONSTRAINT age_check CHECK ((VALUE < 200)) CONSTRAINT old CHECK ((VALUE > 0));
CREATE DOMAIN public.word AS text COLLATE pg_catalog."C";
ALTER TABLE public.t ADD COLUMN a public.age[];
ALTER TABLE public.t ADD COLUMN w public.word;
COMMENT ON DOMAIN public.age IS 'in years';
COMMENT ON CONSTRAINT old ON DOMAIN public.age IS 'born';
