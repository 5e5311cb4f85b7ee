create table t (a int constraint a_is_there not null, b int not null, c int constraint "C" not null, d int,
  e int constraint stays not null, f int generated always as identity constraint f_is_there not null);
comment on constraint "C" on t is 'it came';
comment on constraint stays on t is 'it stays';
create table u (a int constraint named not null, b int not null, primary key (a, b));
