create table t (id int, a text);
create table u (id int, a text not null);
