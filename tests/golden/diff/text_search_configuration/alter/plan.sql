DROP TEXT SEARCH CONFIGURATION public.english;
CREATE TEXT SEARCH CONFIGURATION public.english (parser = public.words);
ALTER TEXT SEARCH CONFIGURATION public.english ADD MAPPING FOR asciiword WITH public.stems, pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION public.english ADD MAPPING FOR "int" WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION public.english ADD MAPPING FOR word WITH public.stems, pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION public.english OWNER TO golden_owner;
