CREATE TEXT SEARCH DICTIONARY public.plain (template = simple, stopwords = 'english', accept = false);
