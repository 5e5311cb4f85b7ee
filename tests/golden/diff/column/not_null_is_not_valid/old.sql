-- since 18: NOT NULL NOT VALID
create table t (a int, b int, c int not null, d int);
alter table t add constraint b_later not null b not valid;
alter table t add constraint d_later not null d not valid;
insert into t values (1, 2, 3, 4);
