ALTER TABLE public.p RENAME CONSTRAINT a_is_there TO a_has_a_name;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.p ADD CONSTRAINT b_is_there NOT NULL b;
ALTER TABLE public.p ALTER COLUMN c DROP NOT NULL;
ALTER TABLE public.p ALTER CONSTRAINT alone INHERIT;
ALTER TABLE public.p ALTER COLUMN e DROP NOT NULL;
CREATE TABLE public.three (
    a integer CONSTRAINT own NOT NULL
) INHERITS (public.p);
