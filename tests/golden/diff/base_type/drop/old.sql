create type public.n;
create function public.n_in(cstring) returns public.n language internal immutable strict as 'int4in';
create function public.n_out(public.n) returns cstring language internal immutable strict as 'int4out';
create type public.n (input = public.n_in, output = public.n_out, internallength = 4, passedbyvalue, alignment = int4);
create function public.twice(public.n) returns integer language sql as 'select 2';
create table public.t (id integer primary key, n public.n not null default '7');
comment on type public.n is 'a number';
insert into public.t values (1, '2');
