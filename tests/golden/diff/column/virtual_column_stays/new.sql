create table t (a int not null, b int generated always as (a * 2) virtual constraint there not null);
