create domain a as int constraint there not null;
create domain b as int not null;
create domain c as int constraint there not null;
create domain d as int;
create domain e as int constraint there not null check (value > 0);
create domain f as int constraint there not null;
comment on constraint there on domain f is 'there';
create table t (a a, b b, c c, d d, e e);
