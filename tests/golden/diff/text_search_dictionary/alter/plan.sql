COMMENT ON TEXT SEARCH DICTIONARY public.stems IS NULL;
ALTER TEXT SEARCH DICTIONARY public.stems (stopwords, language = 'german');
ALTER TEXT SEARCH DICTIONARY public.stems OWNER TO golden_owner;
