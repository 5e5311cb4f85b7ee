create table a (id int primary key);
create table b (id int primary key, a int references a on delete cascade, c int, constraint c foreign key (c) references a deferrable initially deferred,
  d int, constraint later foreign key (a) references a);
alter table b add constraint d foreign key (d) references a not valid;
