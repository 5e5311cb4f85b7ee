create table t (id int);
create function note() returns trigger language plpgsql as 'begin return new; end';
create trigger noted before insert on t for each row execute function note();
insert into t values (1);
