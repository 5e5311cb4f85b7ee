ALTER TEXT SEARCH CONFIGURATION public.english ALTER MAPPING FOR asciiword WITH pg_catalog.simple, public.stems;
ALTER TEXT SEARCH CONFIGURATION public.english ALTER MAPPING FOR word WITH pg_catalog.simple, public.stems;
