create table t (id int, a text);
alter table t enable row level security;
create policy every on t using (id in (1, 2));
insert into t values (1, 'x');
