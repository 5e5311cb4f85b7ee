create table public.notes (id integer, body text);
insert into public.notes values (1, 'a'), (2, 'b');
create function public.watch() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger watched on ddl_command_end when tag in ('CREATE TABLE', 'DROP TABLE') execute function public.watch();
