CREATE SEQUENCE public.plain;
CREATE UNLOGGED SEQUENCE public.quick;
CREATE SEQUENCE public.s_big_seq;
CREATE SEQUENCE public.s_id_seq AS integer;
CREATE SEQUENCE public.s_small_seq AS smallint;
CREATE SEQUENCE public.small AS smallint INCREMENT BY -2 MINVALUE -10 MAXVALUE 10 START WITH 4 CACHE 5 CYCLE;
CREATE TABLE public.s (
    id integer DEFAULT nextval('public.s_id_seq'::regclass) NOT NULL,
    big bigint DEFAULT nextval('public.s_big_seq'::regclass) NOT NULL,
    small smallint DEFAULT nextval('public.s_small_seq'::regclass) NOT NULL
);
ALTER SEQUENCE public.s_big_seq OWNED BY public.s.big;
ALTER SEQUENCE public.s_id_seq OWNED BY public.s.id;
ALTER SEQUENCE public.s_small_seq OWNED BY public.s.small;
COMMENT ON SEQUENCE public.plain IS 'one by one';
