CREATE TEXT SEARCH DICTIONARY public.plain (template = simple);
