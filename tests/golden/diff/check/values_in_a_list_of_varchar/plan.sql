DROP INDEX public.t_b;
CREATE TABLE public.u (
    a character varying(10),
    CONSTRAINT u_a_check CHECK (((a)::text = ANY (ARRAY[('x'::character varying)::text, ('y'::character varying)::text])))
);
CREATE OR REPLACE VIEW public.v AS
 SELECT t.a
   FROM public.t
  WHERE ((t.a)::text = ANY (ARRAY[('x'::character varying)::text, ('y'::character varying)::text, ('z'::character varying)::text]));
CREATE INDEX t_b ON public.t USING btree (b) WHERE ((b)::text = ANY (ARRAY[('x'::character varying)::text, ('y'::character varying)::text, ('z'::character varying)::text]));
