CREATE TEXT SEARCH DICTIONARY public.stems (template = snowball, language = 'french', stopwords = 'english');
COMMENT ON TEXT SEARCH DICTIONARY public.stems IS 'stems';
