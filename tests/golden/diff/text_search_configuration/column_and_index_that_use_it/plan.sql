CREATE TEXT SEARCH DICTIONARY public.stems (
    template = pg_catalog.snowball,
    language = 'english', stopwords = 'english'
);
CREATE TEXT SEARCH CONFIGURATION public.english (parser = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION public.english ADD MAPPING FOR asciiword WITH public.stems, pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION public.english ADD MAPPING FOR "int" WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION public.english ADD MAPPING FOR word WITH public.stems, pg_catalog.simple;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.posts ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('public.english'::regconfig, body)) STORED;
CREATE INDEX posts_body ON public.posts USING gin (to_tsvector('public.english'::regconfig, body));
COMMENT ON TEXT SEARCH DICTIONARY public.stems IS 'stems';
