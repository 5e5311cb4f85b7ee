CREATE EXTENSION file_fdw;
CREATE FUNCTION public.handle() RETURNS fdw_handler LANGUAGE c AS '$libdir/file_fdw', 'file_fdw_handler';
CREATE FUNCTION public.validate(text[], oid) RETURNS void LANGUAGE c AS '$libdir/file_fdw', 'file_fdw_validator';
CREATE FOREIGN DATA WRAPPER "My files" HANDLER public.handle VALIDATOR public.validate;
