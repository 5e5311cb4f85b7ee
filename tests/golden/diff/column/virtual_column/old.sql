-- since 18: virtual columns
create table t (id int primary key, a int not null, kept int generated always as (a * 2) virtual,
  changed int generated always as (a + 1) virtual, gone int generated always as (a + 2) virtual,
  now_stored int generated always as (a + 3) virtual, now_virtual int generated always as (a + 4) stored,
  now_plain int generated always as (a + 5) virtual, now_computed int);
create view v as select id, kept, now_stored from t;
insert into t (id, a) values (1, 10);
