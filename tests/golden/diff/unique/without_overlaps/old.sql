-- since 18: WITHOUT OVERLAPS
create extension btree_gist;
create table rooms (id int, during daterange, unique (id, during without overlaps));
create table desks (id int, during daterange);
insert into rooms values (1, '[2020-01-01,2021-01-01)');
insert into desks values (1, '[2020-01-01,2021-01-01)');
