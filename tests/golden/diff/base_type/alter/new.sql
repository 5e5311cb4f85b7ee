create type public.n;
create function public.n_in(cstring) returns public.n language internal immutable strict as 'int4in';
create function public.n_out(public.n) returns cstring language internal immutable strict as 'int4out';
create type public.n (input = public.n_in, output = public.n_out, internallength = 4, passedbyvalue, alignment = int4, default = '42');
create table public.other (id integer primary key);
