CREATE OR REPLACE VIEW public.v AS
 SELECT u.b,
    u.c
   FROM ( SELECT t.b,
            'x'::text AS c
           FROM public.t
        UNION ALL
         SELECT NULL::bigint,
            'y'::text
        UNION ALL
         SELECT '3'::bigint,
            NULL::text) u;
CREATE OR REPLACE VIEW public.w AS
 WITH q(z) AS (
         SELECT 'a'::text
        UNION
         SELECT 'b'::text
        )
 SELECT q.z,
    EXTRACT(year FROM t.d) AS y
   FROM q,
    public.t;
CREATE VIEW public.z AS
 SELECT DISTINCT 'x'::text,
    (XMLELEMENT(NAME a, XMLATTRIBUTES('x'::text AS text)))::text AS f;
