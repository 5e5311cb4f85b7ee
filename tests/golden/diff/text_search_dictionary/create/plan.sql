CREATE TEXT SEARCH DICTIONARY public.stems (
    template = pg_catalog.snowball,
    language = 'english', stopwords = 'english'
);
COMMENT ON TEXT SEARCH DICTIONARY public.stems IS 'stems';
