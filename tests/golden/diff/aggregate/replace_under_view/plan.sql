CREATE OR REPLACE AGGREGATE public.longest(text) (
    SFUNC = public.longer,
    STYPE = text,
    COMBINEFUNC = public.longer,
    INITCOND = '-',
    PARALLEL = SAFE
);
