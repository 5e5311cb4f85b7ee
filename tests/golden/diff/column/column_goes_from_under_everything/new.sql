create table t (id int primary key, b int);
create index t_p on t (b);
create function note() returns trigger language plpgsql as 'begin return new; end';
create trigger g before update of b on t for each row execute function note();
create policy p on t using (b > 0);
create view v as select id from t;
create table w (a int);
