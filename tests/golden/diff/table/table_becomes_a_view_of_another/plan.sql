SET check_function_bodies = off;
ALTER TABLE public.pets DROP CONSTRAINT pets_owner_fkey;
DROP FUNCTION public.first_name(public.people);
-- data-loss
DROP TABLE public.people;
CREATE TABLE public.persons (
    id integer NOT NULL,
    name text,
    CONSTRAINT persons_pkey PRIMARY KEY (id)
);
CREATE VIEW public.people AS
 SELECT persons.id,
    persons.name
   FROM public.persons;
CREATE OR REPLACE FUNCTION public.first_name(public.people)
 RETURNS text
 LANGUAGE sql
AS $function$select $1.name$function$;
-- might-fail-on-data
ALTER TABLE public.pets ADD CONSTRAINT pets_owner_fkey FOREIGN KEY (owner) REFERENCES public.persons(id);
COMMENT ON VIEW public.people IS 'all';
