DROP MATERIALIZED VIEW public.v;
DROP VIEW "B b".v;
-- table-rewrite, access-exclusive-lock
ALTER TABLE a.t ALTER COLUMN v TYPE numeric USING v::numeric;
CREATE VIEW "B b".v AS
 SELECT t.id,
    t.v
   FROM a.t;
CREATE MATERIALIZED VIEW public.v AS
 SELECT v.v
   FROM "B b".v;
CREATE RULE r AS
    ON INSERT TO "B b".v DO INSTEAD  INSERT INTO a.t (id, v)
  VALUES (new.id, new.v);
