create table t (id int, a text, b int not null, c text collate "C", d int, e numeric(5, 2));
insert into t values (1, 'x', 2, 'y', 3, 1.5);
