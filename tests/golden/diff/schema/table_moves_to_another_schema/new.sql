create schema a;
create schema b;
create table b.t (id int primary key, v text);
