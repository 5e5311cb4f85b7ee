DROP INDEX public.m_id;
DROP INDEX public.t_a;
