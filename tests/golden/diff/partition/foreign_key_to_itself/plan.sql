CREATE TABLE public.tree (
    id bigint NOT NULL,
    up bigint
) PARTITION BY RANGE (id);
CREATE TABLE public.tree_1 (
    id bigint NOT NULL,
    up bigint,
    CONSTRAINT tree_1_pkey PRIMARY KEY (id)
);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.tree ATTACH PARTITION public.tree_1 FOR VALUES FROM ('0') TO ('10');
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.tree ADD CONSTRAINT tree_pkey PRIMARY KEY (id);
ALTER INDEX public.tree_pkey ATTACH PARTITION public.tree_1_pkey;
-- might-fail-on-data
ALTER TABLE public.tree ADD CONSTRAINT tree_up_fkey FOREIGN KEY (up) REFERENCES public.tree(id);
