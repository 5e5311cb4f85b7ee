CREATE TABLE public.points OF public.point3 (
    x WITH OPTIONS DEFAULT 1 NOT NULL,
    CONSTRAINT points_pkey PRIMARY KEY (x),
    CONSTRAINT points_y_check CHECK ((y > 0))
);
