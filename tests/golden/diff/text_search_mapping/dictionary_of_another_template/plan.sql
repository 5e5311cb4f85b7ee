ALTER TEXT SEARCH CONFIGURATION public.english DROP MAPPING FOR asciiword;
ALTER TEXT SEARCH CONFIGURATION public.english DROP MAPPING FOR word;
DROP TEXT SEARCH DICTIONARY public.stems;
CREATE TEXT SEARCH DICTIONARY public.stems (
    template = pg_catalog.simple,
    stopwords = 'english'
);
ALTER TEXT SEARCH CONFIGURATION public.english ADD MAPPING FOR asciiword WITH public.stems, pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION public.english ADD MAPPING FOR word WITH public.stems, pg_catalog.simple;
COMMENT ON TEXT SEARCH DICTIONARY public.stems IS 'stems';
