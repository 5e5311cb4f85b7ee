-- since 14: BEGIN ATOMIC
create table t (id int, a text);
create view inner_view as select a, id from t;
create function rows_of() returns setof inner_view language sql begin atomic select * from inner_view; end;
create view outer_view as select * from rows_of();
create function count_of(outer_view) returns int language sql as 'select 1';
comment on function rows_of() is 'all';
