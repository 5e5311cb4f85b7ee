ALTER TEXT SEARCH DICTIONARY public.stems (language = 'french', stopwords = 'english');
