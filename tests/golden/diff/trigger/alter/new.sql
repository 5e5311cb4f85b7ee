create table t (id int, a text);
create function note() returns trigger language plpgsql as 'begin return null; end';
create function other() returns trigger language plpgsql as 'begin return null; end';
create trigger body after insert or delete on t for each row execute function other();
create trigger off after insert on t for each row execute function note();
create trigger kept after insert on t execute function note();
alter table t disable trigger kept, enable always trigger off;
comment on trigger body on t is 'still said';
