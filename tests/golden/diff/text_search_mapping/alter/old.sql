CREATE TEXT SEARCH DICTIONARY public.stems (template = snowball, language = 'english', stopwords = 'english');
COMMENT ON TEXT SEARCH DICTIONARY public.stems IS 'stems';
CREATE TEXT SEARCH CONFIGURATION public.english (parser = "default");
ALTER TEXT SEARCH CONFIGURATION public.english ADD MAPPING FOR asciiword, word WITH public.stems, simple;
ALTER TEXT SEARCH CONFIGURATION public.english ADD MAPPING FOR "int" WITH simple;
