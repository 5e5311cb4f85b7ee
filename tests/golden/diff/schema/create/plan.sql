CREATE SCHEMA "Order";
CREATE SCHEMA shop;
CREATE TABLE "Order"."user" (
    "select" integer
);
CREATE TABLE shop.t (
    id integer
);
COMMENT ON SCHEMA shop IS 'what is sold';
