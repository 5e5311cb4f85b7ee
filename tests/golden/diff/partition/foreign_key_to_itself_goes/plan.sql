ALTER TABLE public.tree DROP CONSTRAINT tree_up_fkey;
-- data-loss
DROP TABLE public.tree_1;
-- data-loss
DROP TABLE public.tree;
