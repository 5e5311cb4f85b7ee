create table t (a int, b bigint, d date);
insert into t values (1, 2, now());
create view v as select * from (select b, 'x'::text as c from t union all select null::bigint as int8, 'y'::text as text union all select '3'::bigint as int8, null::text as text) u;
create view w as with q(z) as (select 'a'::text union select 'b'::text as text) select z, extract(year from d) as y from q, t;
create view x as select 'a'::varchar as varchar, '2020-01-01'::timestamptz as timestamptz from (select d from t union select '2020-01-01'::date as date) u where false;
create view y as select 'x' as text, xmlforest('x'::text as text, null::int as "int4") as f;
create view z as select distinct 'x'::text as text, xmlelement(name a, xmlattributes('x'::text as text))::text as f;
