do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
create table t (id int, a text);
alter table t enable row level security;
create policy roles on t using (true);
create policy body on t using (id > 2) with check (id > 3);
create policy command on t for update using (true);
create policy loses on t using (id > 0);
create policy kind on t as restrictive using (true);
comment on policy command on t is 'still said';
