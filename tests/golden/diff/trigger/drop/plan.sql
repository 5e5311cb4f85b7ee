DROP TRIGGER body ON public.t;
DROP TRIGGER on_view ON public.v;
DROP FUNCTION public.note();
