ALTER PUBLICATION changes ADD TABLE ONLY public.log (what);
