create table t (id bigint, a text not null, b int, c text collate "POSIX", d int generated always as identity, e numeric(7, 2));
