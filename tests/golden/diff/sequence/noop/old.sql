create sequence a;
create table t (id serial);
select nextval('a');
insert into t default values;
