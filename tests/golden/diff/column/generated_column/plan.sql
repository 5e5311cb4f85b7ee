ALTER TABLE public.t DROP COLUMN c;
-- data-loss
ALTER TABLE public.t DROP COLUMN d;
ALTER TABLE public.t ALTER COLUMN b DROP EXPRESSION;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ADD COLUMN c integer GENERATED ALWAYS AS ((a * 4)) STORED;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ADD COLUMN d integer GENERATED ALWAYS AS ((a * 5)) STORED;
ALTER TABLE public.t ALTER COLUMN b SET DEFAULT 5;
