ALTER SEQUENCE public.s OWNED BY NONE;
-- data-loss
ALTER TABLE public.t DROP COLUMN n;
