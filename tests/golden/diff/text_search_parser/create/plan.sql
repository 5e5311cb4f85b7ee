CREATE TEXT SEARCH PARSER public.words (
    start = prsd_start,
    gettoken = prsd_nexttoken,
    end = prsd_end,
    lextypes = prsd_lextype,
    headline = prsd_headline
);
COMMENT ON TEXT SEARCH PARSER public.words IS 'cuts';
