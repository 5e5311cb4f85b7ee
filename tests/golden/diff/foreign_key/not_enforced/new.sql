create table p (id int primary key);
create table t (a int references p not enforced, b int references p, c int references p not enforced, d int references p not enforced,
  e int);
alter table t add constraint e_later foreign key (e) references p not enforced;
create table u (a int references p not enforced, b int references p deferrable initially deferred not enforced);
