CREATE TABLE public.u (
    a integer,
    b integer
);
ALTER TABLE public.u ADD CONSTRAINT u_a_not_null NOT NULL a NO INHERIT NOT VALID;
ALTER TABLE public.t ADD CONSTRAINT a_later NOT NULL a NOT VALID;
-- might-fail-on-data
ALTER TABLE public.t VALIDATE CONSTRAINT b_later;
ALTER TABLE public.t ALTER COLUMN c DROP NOT NULL;
ALTER TABLE public.t ADD CONSTRAINT t_c_not_null NOT NULL c NOT VALID;
