CREATE TEXT SEARCH TEMPLATE public.plain (init = dsimple_init, lexize = dsimple_lexize);
COMMENT ON TEXT SEARCH TEMPLATE public.plain IS 'as it is';
