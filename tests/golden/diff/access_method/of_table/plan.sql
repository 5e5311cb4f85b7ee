-- table-rewrite, access-exclusive-lock
ALTER TABLE public.notes SET ACCESS METHOD warm;
