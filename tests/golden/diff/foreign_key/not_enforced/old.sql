-- since 18: NOT ENFORCED
create table p (id int primary key);
create table t (a int references p, b int references p not enforced, c int references p deferrable not enforced,
  d int references p not enforced, e int);
alter table t add constraint e_later foreign key (e) references p not valid;
insert into p values (1);
insert into t values (1, 1, 1, 1, 1);
