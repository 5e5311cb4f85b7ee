create table a (id int, v text) with (fillfactor = 80, toast.autovacuum_enabled = false);
create table b (id int);
create table c (id int);
alter table c enable row level security, force row level security;
