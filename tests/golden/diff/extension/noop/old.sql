create extension pg_trgm;
create schema ext;
create extension hstore with schema ext;
