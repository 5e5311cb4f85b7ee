ALTER TABLE public.bound NOT OF;
CREATE TABLE public.people OF public.person (
    id WITH OPTIONS NOT NULL,
    name WITH OPTIONS DEFAULT 'nobody'::text NOT NULL,
    CONSTRAINT people_pkey PRIMARY KEY (id),
    CONSTRAINT people_age_check CHECK ((age > 0))
);
ALTER TABLE public.loose OF public.person;
