create sequence a;
create sequence b as int;
create sequence c increment 1 maxvalue 10 cycle;
create sequence d;
create sequence e;
select nextval('e'), setval('d', 5);
