ALTER PUBLICATION changes DROP TABLE ONLY public.log;
ALTER PUBLICATION changes ADD TABLE ONLY public.log (at, what) WHERE ((at > 1));
