create table t (id bigint, a text);
alter table t alter id type int, alter id set default 7, alter a type character varying(10),
  add b int not null;
alter table t alter b add generated always as identity;
