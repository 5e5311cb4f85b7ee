do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
grant create on schema public to golden_owner;
CREATE TEXT SEARCH DICTIONARY public.stems (template = snowball, language = 'english', stopwords = 'english');
COMMENT ON TEXT SEARCH DICTIONARY public.stems IS 'stems';
