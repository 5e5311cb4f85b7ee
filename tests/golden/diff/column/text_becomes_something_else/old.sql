create type mood as enum ('sad', 'ok');
create table t (a text default '1', b text, c text, d text, e int default 1, f int, g text[]);
insert into t values ('1', 'sad', '2020-01-01', '{"a": 1}', 1, 1, '{1}');
