-- since 18: names of NOT NULL
create table t (a int not null, b int constraint b_is_there not null, c int, d int constraint goes not null,
  e int constraint stays not null);
comment on constraint b_is_there on t is 'there';
insert into t values (1, 2, 3, 4, 5);
