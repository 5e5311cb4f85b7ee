CREATE TEXT SEARCH DICTIONARY public.stems (template = snowball, language = 'english', stopwords = 'english');
COMMENT ON TEXT SEARCH DICTIONARY public.stems IS 'stems';
