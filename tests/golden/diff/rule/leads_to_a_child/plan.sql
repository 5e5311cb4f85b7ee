DROP POLICY p ON public.base;
DROP RULE r ON public.base;
-- data-loss
DROP TABLE public.child;
-- data-loss
DROP TABLE public.base;
