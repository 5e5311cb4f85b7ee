create table t (id bigint);
create table below (id bigint);
create view v as select id from below;
insert into t values (1);
insert into below values (1);
