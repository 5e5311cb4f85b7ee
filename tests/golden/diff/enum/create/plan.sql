CREATE TYPE public.mood AS ENUM ('sad', 'it''s ok', 'glad');
CREATE TYPE public.nothing AS ENUM ();
ALTER TABLE public.t ADD COLUMN mood public.mood DEFAULT 'sad'::public.mood;
ALTER TABLE public.t ADD COLUMN moods public.mood[];
COMMENT ON TYPE public.mood IS 'how one feels';
