CREATE VIEW public.local_check WITH (security_barrier=true, check_option=local) AS
 SELECT t.id
   FROM public.t
  WHERE (t.id > 5);
CREATE VIEW public.invoker WITH (security_invoker=true, check_option=cascaded) AS
 SELECT local_check.id
   FROM public.local_check;
CREATE VIEW public.nothing AS
 SELECT;
CREATE VIEW public.numbers AS
 WITH RECURSIVE numbers(n) AS (
         VALUES (1)
        UNION ALL
         SELECT (numbers_1.n + 1)
           FROM numbers numbers_1
          WHERE (numbers_1.n < 10)
        )
 SELECT numbers.n
   FROM numbers;
CREATE VIEW public.plain AS
 SELECT t.id,
    t.a
   FROM public.t
  WHERE (t.id > 0);
COMMENT ON COLUMN public.plain.a IS 'a word';
COMMENT ON VIEW public.plain IS 'plain';
