CREATE OPERATOR FAMILY public.bare_ops USING gin;
CREATE OPERATOR CLASS public.bare_ops FOR TYPE point USING gin FAMILY public.bare_ops AS
    STORAGE point;
