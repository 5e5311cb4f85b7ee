create table t (a varchar(20), b text, c numeric(7, 2), d timestamp(6), e varchar(10) collate "POSIX", f varchar(20)[], g bigint);
