do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
grant create on schema public to golden_owner;
CREATE TEXT SEARCH DICTIONARY public.stems (template = snowball, language = 'german');
ALTER TEXT SEARCH DICTIONARY public.stems OWNER TO golden_owner;
