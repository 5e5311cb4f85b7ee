CREATE TYPE public.span AS RANGE (
    subtype = integer,
    multirange_type_name = public.span_multirange
);
