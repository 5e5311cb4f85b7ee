-- since 15: SET ACCESS METHOD
create access method warm type table handler heap_tableam_handler;
create table public.notes (id integer, body text) using warm;
insert into public.notes values (1, 'a'), (2, 'b');
