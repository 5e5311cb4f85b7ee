COMMENT ON CONSTRAINT b_is_there ON public.t IS NULL;
CREATE TABLE public.u (
    a integer CONSTRAINT named NOT NULL,
    b integer NOT NULL,
    CONSTRAINT u_pkey PRIMARY KEY (a, b)
);
ALTER TABLE public.t RENAME CONSTRAINT t_a_not_null TO a_is_there;
ALTER TABLE public.t RENAME CONSTRAINT b_is_there TO t_b_not_null;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT "C" NOT NULL c;
ALTER TABLE public.t ALTER COLUMN d DROP NOT NULL;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ADD COLUMN f integer GENERATED ALWAYS AS IDENTITY CONSTRAINT f_is_there NOT NULL;
COMMENT ON CONSTRAINT "C" ON public.t IS 'it came';
COMMENT ON CONSTRAINT stays ON public.t IS 'it stays';
