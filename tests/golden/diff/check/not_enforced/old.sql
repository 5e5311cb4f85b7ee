-- since 18: NOT ENFORCED
create table t (a int, b int, c int check (c > 0) not enforced, d int, constraint b_later check (b > 0) not enforced,
  constraint d_now check (d > 0));
insert into t values (-1, 1, -1, 1);
