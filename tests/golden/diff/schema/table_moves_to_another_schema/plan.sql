-- data-loss
DROP TABLE a.t;
CREATE SCHEMA b;
CREATE TABLE b.t (
    id integer NOT NULL,
    v text,
    CONSTRAINT t_pkey PRIMARY KEY (id)
);
