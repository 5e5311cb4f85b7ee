ALTER TEXT SEARCH CONFIGURATION public.english ADD MAPPING FOR asciiword WITH public.stems, pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION public.english ADD MAPPING FOR "int" WITH pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION public.english ADD MAPPING FOR word WITH public.stems, pg_catalog.simple;
