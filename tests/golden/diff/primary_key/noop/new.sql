create table a (id int);
create unique index k on a (id);
alter table a add constraint a_pkey primary key using index k;
