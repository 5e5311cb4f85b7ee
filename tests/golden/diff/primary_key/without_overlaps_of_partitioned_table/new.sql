create extension btree_gist;
create table rooms (id int, during daterange, primary key (id, during without overlaps)) partition by range (id);
create table rooms1 partition of rooms for values from (1) to (10);
create table desks (id int, during daterange, primary key (id, during without overlaps)) partition by range (id);
create table desks1 partition of desks for values from (1) to (10);
create table desks2 partition of desks for values from (10) to (20);
