DROP TEXT SEARCH TEMPLATE public.plain;
CREATE TEXT SEARCH TEMPLATE public.plain (
    lexize = dispell_lexize
);
COMMENT ON TEXT SEARCH TEMPLATE public.plain IS 'as it is';
