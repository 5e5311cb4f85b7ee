create table u (id int not null unique);
alter table u replica identity using index u_id_key;
insert into u values (1);
