-- since 17: names of NOT NULL
create domain a as int not null;
create domain b as int constraint there not null;
create domain c as int;
create domain d as int constraint there not null;
create domain e as int constraint there not null check (value > 0);
create table t (a a, b b, c c, d d, e e);
insert into t values (1, 2, 3, 4, 5);
