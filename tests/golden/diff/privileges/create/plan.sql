CREATE TABLE public.u (
    id integer,
    a integer
);
REVOKE ALL ON TYPE public.c FROM PUBLIC;
REVOKE ALL ON TYPE public.mood FROM PUBLIC;
REVOKE ALL ON FUNCTION public.f(integer) FROM PUBLIC;
REVOKE ALL ON PROCEDURE public.p(IN a integer, OUT b integer) FROM PUBLIC;
GRANT SELECT (a), UPDATE (a) ON TABLE public.t TO "golden Writer";
GRANT INSERT (a) ON TABLE public.t TO PUBLIC;
GRANT UPDATE (b) ON TABLE public.t TO "golden Writer";
GRANT UPDATE (a) ON TABLE public.u TO "golden Writer";
GRANT USAGE ON TYPE public.d TO "golden Writer" WITH GRANT OPTION;
GRANT USAGE ON TYPE public.mood TO "golden Writer";
GRANT EXECUTE ON FUNCTION public.f(integer) TO golden_reader;
GRANT SELECT ON TABLE public.m TO golden_reader;
GRANT USAGE ON SCHEMA s TO golden_reader;
GRANT USAGE, SELECT ON SEQUENCE public.q TO golden_reader;
GRANT INSERT, SELECT ON TABLE public.t TO golden_reader;
GRANT TRUNCATE, INSERT, DELETE, SELECT, TRIGGER, UPDATE, REFERENCES ON TABLE public.u TO golden_reader WITH GRANT OPTION;
REVOKE DELETE ON TABLE public.u FROM postgres;
GRANT SELECT ON TABLE public.v TO golden_reader;
GRANT SELECT ON TABLE public.v TO PUBLIC;
