SET check_function_bodies = off;
ALTER TABLE "Sales Dept"."Order" DROP CONSTRAINT "Check me";
DROP INDEX "Sales Dept"."Index.1";
DROP VIEW "Sales Dept"."user";
DROP FUNCTION "Sales Dept"."do"("In" integer);
-- not-transactional
ALTER TYPE "Sales Dept".enum ADD VALUE 'new, "one"' AFTER 'a "b"';
ALTER SEQUENCE "Sales Dept"."table" INCREMENT BY 5;
CREATE OR REPLACE FUNCTION "Sales Dept"."do"("In" integer, "Out" integer DEFAULT 1)
 RETURNS integer
 LANGUAGE sql
AS $function$select $1$function$;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE "Sales Dept"."Order" ALTER COLUMN "a.b" SET NOT NULL;
-- table-rewrite, access-exclusive-lock
ALTER TABLE "Sales Dept"."Order" ALTER COLUMN "select" TYPE bigint USING "select"::bigint;
-- table-rewrite, access-exclusive-lock
ALTER TABLE "Sales Dept"."Order" ADD COLUMN "Group" integer GENERATED ALWAYS AS IDENTITY;
ALTER TABLE "Sales Dept"."Order" ALTER COLUMN "a.b" SET DEFAULT 'it''s'::text;
CREATE VIEW "Sales Dept"."user" AS
 SELECT "Order"."select",
    "Order"."a.b" AS "A"
   FROM "Sales Dept"."Order";
CREATE INDEX "Index.1" ON "Sales Dept"."Order" USING btree ("a.b", "Q""uote");
ALTER TABLE "Sales Dept"."Order" ADD CONSTRAINT "Check me" CHECK (("select" > 10)) NOT VALID;
COMMENT ON CONSTRAINT "Check me" ON "Sales Dept"."Order" IS 'me';
COMMENT ON COLUMN "Sales Dept"."Order"."a.b" IS 'it''s';
