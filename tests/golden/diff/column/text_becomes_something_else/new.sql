create type mood as enum ('sad', 'ok');
create table t (a int default 1, b mood, c date, d jsonb, e bool default true, f text, g int[]);
