create sequence s;
create table t (id int default nextval('s'), a text default 'it''s', b timestamptz default now());
create view v as select id from t;
alter view v alter id set default 3;
