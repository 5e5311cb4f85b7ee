create table t (a int, b bigint, d date);
insert into t values (1, 2, now());
create view v as select * from (select b, 'x' as c from t union all select null, 'y' union all select 3, null) u;
create view w as with q(z) as (select 'a' union select 'b') select z, extract('YEAR' from d) as y from q, t;
create view x as select 'a'::varchar, '2020-01-01'::timestamptz as timestamptz from (select d from t union select '2020-01-01') u where false;
create view y as select 'x'::text as text, xmlforest('x'::text as text, null::int as "int4") as f;
