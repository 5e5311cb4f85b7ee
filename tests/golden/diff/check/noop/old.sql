create table t (a varchar(5), b int, constraint one check (a in ('x', 'y')), constraint two check (b between 1 and 5));
insert into t values ('x', 2);
