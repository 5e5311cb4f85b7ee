create table public.rooms (id integer, room int4range, during tsrange, circle circle);
insert into public.rooms values (1, '[1,2)', '[2020-01-01,2020-01-02)', '<(0,0),1>');
