create table public.notes (id integer, body text);
insert into public.notes values (1, 'a'), (2, 'b');
create publication changes for table public.notes with (publish = 'insert, update', publish_via_partition_root = true);
comment on publication changes is 'fewer';
