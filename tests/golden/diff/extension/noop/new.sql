create schema ext;
create extension hstore;
alter extension hstore set schema ext;
create extension pg_trgm;
