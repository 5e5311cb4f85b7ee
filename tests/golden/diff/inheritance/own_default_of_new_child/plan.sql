CREATE TABLE public.child (
    extra text
) INHERITS (public.base);
ALTER TABLE public.child ALTER COLUMN id SET DEFAULT 5;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.child ALTER COLUMN name SET NOT NULL;
ALTER TABLE public.child ALTER COLUMN name SET STATISTICS 9;
ALTER TABLE public.child ALTER COLUMN name DROP DEFAULT;
