create table t (id int, a text);
create function note() returns trigger language plpgsql as 'begin return null; end';
create trigger body after insert on t for each row when (new.id in (1, 2)) execute function note();
alter table t disable trigger body;
insert into t values (1, 'x');
