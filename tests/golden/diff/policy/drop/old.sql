create table t (id int, a text);
alter table t enable row level security;
create policy every on t using (id > 0);
insert into t values (1, 'x');
