create table t (id int, a text);
create view v as select id from t;
create function note() returns trigger language plpgsql as 'begin return null; end';
create trigger body after insert on t for each row execute function note();
create trigger on_view instead of insert on v for each row execute function note();
insert into t values (1, 'x');
