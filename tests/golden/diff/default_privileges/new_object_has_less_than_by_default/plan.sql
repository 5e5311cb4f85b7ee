SET check_function_bodies = off;
DROP VIEW s.v;
CREATE SEQUENCE s.by_default_id_seq AS integer;
CREATE SEQUENCE s.none_id_seq AS integer;
CREATE OR REPLACE FUNCTION s.closed()
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;
CREATE OR REPLACE FUNCTION s.open()
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;
CREATE TABLE s.by_default (
    id integer DEFAULT nextval('s.by_default_id_seq'::regclass) NOT NULL
);
CREATE TABLE s."none" (
    id integer DEFAULT nextval('s.none_id_seq'::regclass) NOT NULL
);
CREATE TABLE s.other (
    id integer
);
CREATE VIEW s.v AS
 SELECT 2 AS b;
ALTER SEQUENCE s.by_default_id_seq OWNED BY s.by_default.id;
ALTER SEQUENCE s.none_id_seq OWNED BY s."none".id;
GRANT EXECUTE ON FUNCTION s.open() TO PUBLIC;
REVOKE ALL ON SEQUENCE s.none_id_seq FROM golden_reader;
REVOKE ALL ON TABLE s."none" FROM golden_reader;
REVOKE INSERT, SELECT ON TABLE s.other FROM golden_reader;
GRANT UPDATE ON TABLE s.other TO golden_reader;
REVOKE ALL ON TABLE s.v FROM golden_reader;
