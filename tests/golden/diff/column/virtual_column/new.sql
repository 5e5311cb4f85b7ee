create table t (id int primary key, a int not null, kept int generated always as (a * 2) virtual,
  changed int generated always as (a + 100) virtual,
  now_stored int generated always as (a + 3) stored, now_virtual int generated always as (a + 4) virtual,
  now_plain int, now_computed int generated always as (a + 6) virtual,
  come int generated always as (a + 7) virtual not null);
create view v as select id, kept, now_stored from t;
create table u (a text, b text generated always as (upper(a)) virtual);
