CREATE OR REPLACE RULE noted AS
    ON INSERT TO public.notes
   WHERE (new.id > 0) DO  INSERT INTO public.log (what)
  VALUES (new.body);
ALTER TABLE public.notes DISABLE RULE noted;
