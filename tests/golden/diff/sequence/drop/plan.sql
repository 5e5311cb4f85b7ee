ALTER TABLE public.t ALTER COLUMN id DROP DEFAULT;
ALTER TABLE public.t ALTER COLUMN s DROP DEFAULT;
-- data-loss
DROP SEQUENCE public.a;
-- data-loss
DROP SEQUENCE public.t_s_seq;
