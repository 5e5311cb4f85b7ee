create table t (id int);
create function note() returns trigger language plpgsql security definer as 'begin new.id := 1; return new; end';
create trigger noted before insert on t for each row execute function note();
