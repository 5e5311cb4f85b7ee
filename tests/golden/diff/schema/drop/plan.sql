DROP VIEW shop.red;
-- data-loss
DROP TABLE shop.items;
DROP FUNCTION shop.twice(integer);
DROP TYPE shop.color;
DROP SCHEMA empty;
DROP SCHEMA shop;
