create table b (id int primary key, a int);
create table a (id int primary key);
alter table b add foreign key (a) references a (id) match simple on delete no action not deferrable;
