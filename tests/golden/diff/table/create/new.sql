create table t (id int);
create unlogged table u (id int primary key, v text default 'x' not null check (v <> ''), t int)
  with (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false);
create table no_columns ();
alter table u enable row level security, force row level security;
comment on table u is 'quick';
comment on column u.v is 'a word';
