-- since 15: SET NULL of some columns
create table a (id int primary key, x int, y int, unique (x, y));
create table b (id int primary key, a int references a on delete cascade on update set null, x int, y int,
  constraint together foreign key (x, y) references a (x, y) match full on delete set default deferrable initially deferred,
  constraint positive foreign key (x, y) references a (x, y) on delete set null (y) on update restrict);
alter table b add constraint later foreign key (a) references a not valid;
comment on constraint together on b is 'both';
