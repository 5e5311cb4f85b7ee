create table t (a varchar(5), b int, constraint one check (a = any (array['x', 'y'])), constraint two check (b >= 1 and b <= 5));
alter table t drop constraint one, add constraint one check (a in ('x', 'y'));
