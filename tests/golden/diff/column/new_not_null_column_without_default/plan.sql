CREATE TABLE public.u (
    id integer,
    a text NOT NULL
);
ALTER TABLE public.t ADD COLUMN a text;
