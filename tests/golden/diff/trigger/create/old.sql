create table t (id int, a text);
create function note() returns trigger language plpgsql as 'begin return null; end';
insert into t values (1, 'x');
