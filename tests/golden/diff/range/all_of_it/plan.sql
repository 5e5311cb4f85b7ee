CREATE TYPE public.words AS RANGE (
    subtype = text,
    subtype_opclass = pg_catalog.text_pattern_ops,
    collation = pg_catalog."C",
    multirange_type_name = public.words_multirange
);
