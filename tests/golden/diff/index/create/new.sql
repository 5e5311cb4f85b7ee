-- since 15: NULLS NOT DISTINCT
create extension btree_gist;
create table t (id int, a text, b int, r int4range);
create unique index plain on t (id);
create index hashed on t using hash (a);
create index patterns on t (a collate "C" text_pattern_ops desc nulls last) include (b) with (fillfactor = 70, deduplicate_items = off);
create index expr on t (lower(a), (b + 1)) where b > 5;
alter index expr alter 1 set statistics 500;
create index ranges on t using gist (r, b);
create index brinned on t using brin (b int4_minmax_multi_ops (values_per_range = 16)) with (pages_per_range = 16);
create unique index no_nulls on t (b) nulls not distinct;
comment on index expr is 'lower';
