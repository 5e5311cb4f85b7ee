-- since 15: UNLOGGED of a sequence
create sequence a increment 10 cache 7;
create sequence b as bigint;
create sequence c increment -1 minvalue -5 maxvalue -1 start -1;
create unlogged sequence d;
create sequence e minvalue 100;
