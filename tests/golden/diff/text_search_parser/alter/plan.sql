DROP TEXT SEARCH PARSER public.words;
CREATE TEXT SEARCH PARSER public.words (
    start = prsd_start,
    gettoken = prsd_nexttoken,
    end = prsd_end,
    lextypes = prsd_lextype
);
COMMENT ON TEXT SEARCH PARSER public.words IS 'cuts';
