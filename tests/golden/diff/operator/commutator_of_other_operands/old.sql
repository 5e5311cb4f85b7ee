CREATE FUNCTION public.at(integer, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select length($2) = $1';
CREATE FUNCTION public.at(text, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select length($1) = $2';
CREATE FUNCTION public.minus(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'select reverse($1)';
