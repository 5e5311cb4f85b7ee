CREATE STATISTICS public."both" ON a, b FROM public.t;
