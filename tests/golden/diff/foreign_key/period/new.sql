create extension btree_gist;
create table rooms (id int, during daterange, primary key (id, during without overlaps));
create table rents (id int, room int, during daterange,
  constraint of_room foreign key (room, period during) references rooms (id, period during));
create table desks (room int, during daterange, constraint of_room foreign key (room, period during) references rooms (id, period during) deferrable);
create table chairs (room int, during daterange);
