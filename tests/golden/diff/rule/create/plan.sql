CREATE RULE noted AS
    ON INSERT TO public.notes DO  INSERT INTO public.log (what)
  VALUES (new.body);
