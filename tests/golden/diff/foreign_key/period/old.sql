-- since 18: PERIOD
create extension btree_gist;
create table rooms (id int, during daterange, primary key (id, during without overlaps));
create table rents (id int, room int, during daterange);
create table desks (room int, during daterange, constraint of_room foreign key (room, period during) references rooms (id, period during));
create table chairs (room int, during daterange, foreign key (room, period during) references rooms (id, period during));
insert into rooms values (1, '[2020-01-01,2021-01-01)');
insert into rents values (1, 1, '[2020-02-01,2020-03-01)');
insert into desks values (1, '[2020-02-01,2020-03-01)');
insert into chairs values (1, '[2020-02-01,2020-03-01)');
