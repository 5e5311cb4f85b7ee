create table t (id int not null);
create table u (id int primary key);
