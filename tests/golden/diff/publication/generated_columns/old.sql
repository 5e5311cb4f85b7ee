-- since 18: publish_generated_columns
create table public.t (a int, b int generated always as (a * 2) stored);
insert into public.t (a) values (1);
create publication one for table public.t;
create publication two for table public.t with (publish_generated_columns = stored);
create publication three for table public.t with (publish_generated_columns = stored, publish = 'insert');
