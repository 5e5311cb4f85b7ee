-- Names and texts that pages and diagrams have to escape.
CREATE SCHEMA "o'dd";
CREATE DOMAIN fk AS int;
CREATE TYPE "a<b" AS ENUM ('x"y', '&');
CREATE TABLE "class" (
  "pk" int PRIMARY KEY, "a ""b"" <i>%;~#\" text DEFAULT '<b>', "1st" fk NOT NULL UNIQUE,
  "é°x" "a<b", direction numeric(10,2)[], "end" timestamp(3) with time zone DEFAULT now(),
  doubled int GENERATED ALWAYS AS ("pk" * 2) STORED);
CREATE TABLE "o'dd"."to.day" (
  id int PRIMARY KEY REFERENCES "class", "u)(" text, UNIQUE (id, "u)("));
CREATE TABLE one (
  a int NOT NULL, b text NOT NULL, FOREIGN KEY (a, b) REFERENCES "o'dd"."to.day" (id, "u)("));
COMMENT ON TABLE one IS 'it''s <b>bold</b> & "odd" </script><script>alert(1)</script>';
COMMENT ON COLUMN one.a IS '<a>';
CREATE INDEX ON one (lower(b)) WHERE a < 5;
ALTER TABLE one ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON one USING (a > 1);
CREATE TABLE nothing ();
CREATE TABLE "x%y\z;#q" (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent int REFERENCES "x%y\z;#q");
CREATE TABLE part (id int, d date, PRIMARY KEY (id, d)) PARTITION BY range (d);
CREATE TABLE part1 PARTITION OF part FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE VIEW v AS SELECT "pk" FROM "class";
CREATE FUNCTION f(a int, b text DEFAULT 'x<y') RETURNS int LANGUAGE sql AS 'select a';
CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER t BEFORE INSERT ON one FOR EACH ROW EXECUTE FUNCTION t();
