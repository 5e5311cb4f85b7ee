-- since 18: WITHOUT OVERLAPS
create extension btree_gist;
create table rooms (id int, during daterange, primary key (id, during));
create table desks (id int, during daterange, primary key (id, during without overlaps));
create table chairs (id int, during daterange, primary key (id, during without overlaps));
insert into rooms values (1, '[2020-01-01,2021-01-01)');
insert into desks values (1, '[2020-01-01,2021-01-01)');
insert into chairs values (1, '[2020-01-01,2021-01-01)');
