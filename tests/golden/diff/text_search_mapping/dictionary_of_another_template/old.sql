CREATE TEXT SEARCH DICTIONARY public.stems (template = snowball, language = 'english', stopwords = 'english');
COMMENT ON TEXT SEARCH DICTIONARY public.stems IS 'stems';
CREATE TEXT SEARCH CONFIGURATION public.english (parser = "default");
ALTER TEXT SEARCH CONFIGURATION public.english ADD MAPPING FOR asciiword, word WITH public.stems, simple;
ALTER TEXT SEARCH CONFIGURATION public.english ADD MAPPING FOR "int" WITH simple;
CREATE TABLE public.posts (body text NOT NULL, words tsvector GENERATED ALWAYS AS (to_tsvector('public.english', body)) STORED);
INSERT INTO public.posts VALUES ('some words');
CREATE INDEX posts_body ON public.posts USING gin (to_tsvector('public.english', body));
