create table a (id int primary key, b int, c int);
create table b (id int primary key, a int references a);
create table c (id int primary key, b int references b, c int references c);
alter table a add foreign key (b) references b, add foreign key (c) references c;
