create table public.t (a int, b int generated always as (a * 2) stored);
create publication one for table public.t with (publish_generated_columns = stored);
create publication two for table public.t;
create publication three for table public.t with (publish_generated_columns = stored, publish = 'update');
create publication four for all tables with (publish_generated_columns = stored);
