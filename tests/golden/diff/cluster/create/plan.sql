ALTER TABLE public.m CLUSTER ON m_id;
ALTER TABLE public.t CLUSTER ON t_pkey;
