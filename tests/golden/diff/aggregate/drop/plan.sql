DROP AGGREGATE public.longest(text);
