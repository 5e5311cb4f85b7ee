create sequence a;
create table t (id int default nextval('a'), s serial);
insert into t values (1);
