DROP INDEX a.t_k;
DROP VIEW b.v;
-- not-transactional
ALTER TYPE a.kind ADD VALUE 'z';
-- table-rewrite, access-exclusive-lock
ALTER TABLE b.t ALTER COLUMN id TYPE bigint USING id::bigint;
CREATE VIEW b.v AS
 SELECT t.id,
    t.k
   FROM b.t;
CREATE INDEX t_k ON a.t USING btree (k, id);
