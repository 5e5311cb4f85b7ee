-- since 18: virtual columns
create table t (a int not null, b int generated always as (a * 2) virtual constraint there not null);
insert into t (a) values (1);
