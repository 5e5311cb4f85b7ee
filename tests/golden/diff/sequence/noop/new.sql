create sequence t_id_seq as int;
create table t (id int not null default nextval('t_id_seq'));
alter sequence t_id_seq owned by t.id;
create sequence a increment 1 minvalue 1;
