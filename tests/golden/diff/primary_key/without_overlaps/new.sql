create extension btree_gist;
create table rooms (id int, during daterange, primary key (id, during without overlaps) with (fillfactor = 80));
create table desks (id int, during daterange, primary key (id, during));
create table chairs (id int, during daterange, primary key (id, during without overlaps));
create table doors (id int, during daterange, primary key (id, during without overlaps));
