DROP VIEW public.v;
ALTER TABLE public.t DROP COLUMN gone;
-- data-loss
ALTER TABLE public.t DROP COLUMN now_computed;
ALTER TABLE public.t DROP COLUMN now_plain;
ALTER TABLE public.t DROP COLUMN now_stored;
ALTER TABLE public.t DROP COLUMN now_virtual;
CREATE TABLE public.u (
    a text,
    b text GENERATED ALWAYS AS (upper(a)) VIRTUAL
);
ALTER TABLE public.t ALTER COLUMN changed SET EXPRESSION AS ((a + 100));
ALTER TABLE public.t ADD COLUMN come integer GENERATED ALWAYS AS ((a + 7)) VIRTUAL NOT NULL;
ALTER TABLE public.t ADD COLUMN now_computed integer GENERATED ALWAYS AS ((a + 6)) VIRTUAL;
ALTER TABLE public.t ADD COLUMN now_plain integer;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ADD COLUMN now_stored integer GENERATED ALWAYS AS ((a + 3)) STORED;
ALTER TABLE public.t ADD COLUMN now_virtual integer GENERATED ALWAYS AS ((a + 4)) VIRTUAL;
CREATE VIEW public.v AS
 SELECT id,
    kept,
    now_stored
   FROM public.t;
