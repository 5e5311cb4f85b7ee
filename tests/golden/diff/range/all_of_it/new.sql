create type public.words as range (subtype = text, subtype_opclass = text_pattern_ops, collation = "C");
create table public.notes (id integer, body text);
insert into public.notes values (1, 'a'), (2, 'b');
