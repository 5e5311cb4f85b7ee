create table t (a text default 'x', b int not null default 0, c text);
insert into t values ('1', 2, '3');
