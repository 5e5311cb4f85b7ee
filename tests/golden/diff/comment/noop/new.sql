create table t (id int);
comment on table t is E'it\'s';
comment on column t.id is 'x';
comment on column t.id is '';
