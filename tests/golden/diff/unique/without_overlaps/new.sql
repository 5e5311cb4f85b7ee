create extension btree_gist;
create table rooms (id int, during daterange);
create table desks (id int, during daterange, constraint one_at_a_time unique (id, during without overlaps));
