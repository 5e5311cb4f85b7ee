CREATE TEXT SEARCH DICTIONARY public.stems (
    template = pg_catalog.snowball,
    language = 'english', stopwords = 'english'
);
CREATE TEXT SEARCH CONFIGURATION public.english (parser = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION public.english ADD MAPPING FOR asciiword WITH public.stems, pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION public.english ADD MAPPING FOR "int" WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION public.english ADD MAPPING FOR word WITH public.stems, pg_catalog.simple;
COMMENT ON TEXT SEARCH CONFIGURATION public.english IS 'of ours';
COMMENT ON TEXT SEARCH DICTIONARY public.stems IS 'stems';
