create table t (id int, a text);
create policy every on t for all to public using (id = any (array[1, 2]));
alter table t enable row level security;
