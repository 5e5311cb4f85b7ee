CREATE TABLE public.t (
    a integer NOT NULL,
    b integer,
    CONSTRAINT t_pkey PRIMARY KEY (a),
    CONSTRAINT t_b1 UNIQUE (b)
);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT t_a UNIQUE (a);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT t_b2 UNIQUE (b);
