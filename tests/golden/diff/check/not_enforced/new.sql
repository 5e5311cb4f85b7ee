create table t (a int, b int, c int check (c > 0) not enforced, d int, constraint b_later check (b > 0),
  constraint d_now check (d > 0) not enforced, constraint a_never check (a > 0) not enforced);
comment on constraint a_never on t is 'never';
create table u (a int check (a > 0) not enforced);
