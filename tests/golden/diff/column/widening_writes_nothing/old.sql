create table t (a varchar(10), b varchar(10), c numeric(5, 2), d timestamp, e varchar(10) collate "C", f varchar(10)[], g int);
insert into t values ('x', 'y', 1.5, '2020-01-01', 'z', '{x}', 1);
