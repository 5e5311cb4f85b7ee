create table a (id text primary key);
create table b (id int primary key, a text references a on delete cascade);
