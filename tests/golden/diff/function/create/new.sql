-- since 14: BEGIN ATOMIC
create table t (id int);
create function plain() returns int language sql as 'select 1';
create function over(int) returns int language sql as 'select 1';
create function over(text, "In" int default 7) returns text language sql as 'select $1';
create function over(variadic int[]) returns int language sql as 'select 1';
create function outs(a int, out b int, out c text, inout d int default 3) language sql as 'select 1, ''x'', d';
create function tabled(n int) returns table (a int, b text) language sql rows 50 as 'select 1, ''x''';
create function atomic(a int, b int) returns int language sql immutable strict parallel safe cost 5 begin atomic select a + b; select 2; end;
create function returned(a int) returns int language sql return a + 1;
create function props() returns setof t language plpgsql stable security definer leakproof parallel restricted cost 50 rows 7
  set search_path = 'a b', pg_temp set work_mem = '1MB' as $$ begin return query select * from t; end $$;
create function poly(a anyelement, b anyarray) returns anyelement language sql as 'select a';
create function "Quoted"(t, t[]) returns void language sql as 'select';
create function windowed(int) returns int language internal window as 'window_row_number';
comment on function over(int) is 'one';
comment on function outs(int, int) is 'many';
comment on function tabled is 'rows';
