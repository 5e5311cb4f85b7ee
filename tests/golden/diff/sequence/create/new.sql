-- since 15: UNLOGGED of a sequence
create sequence plain;
create sequence small as smallint increment -2 minvalue -10 maxvalue 10 start 4 cache 5 cycle;
create unlogged sequence quick;
create table t (id int);
create table s (id serial, big bigserial, small smallserial);
comment on sequence plain is 'one by one';
