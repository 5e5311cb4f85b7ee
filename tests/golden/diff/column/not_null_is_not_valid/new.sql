create table t (a int, b int, c int not null, d int);
alter table t add constraint a_later not null a not valid;
alter table t add constraint b_later not null b;
alter table t drop constraint t_c_not_null;
alter table t add constraint t_c_not_null not null c not valid;
alter table t add constraint d_later not null d not valid;
create table u (a int, b int);
alter table u add constraint u_a_not_null not null a no inherit not valid;
