create table public.notes (id integer, body text);
insert into public.notes values (1, 'a'), (2, 'b');
create table public.log (what text);
insert into public.log values ('begun');
create rule noted as on insert to public.notes where new.id > 0 do also insert into public.log values (new.body);
alter table public.notes disable rule noted;
