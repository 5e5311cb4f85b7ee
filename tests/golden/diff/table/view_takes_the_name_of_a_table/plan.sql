DROP VIEW public.names;
-- data-loss
DROP TABLE public.people;
CREATE TABLE public.all_people (
    id integer NOT NULL,
    name text,
    gone boolean DEFAULT false,
    CONSTRAINT all_people_pkey PRIMARY KEY (id)
);
CREATE VIEW public.people AS
 SELECT all_people.id,
    all_people.name
   FROM public.all_people
  WHERE (NOT all_people.gone);
CREATE VIEW public.names AS
 SELECT people.name
   FROM public.people;
