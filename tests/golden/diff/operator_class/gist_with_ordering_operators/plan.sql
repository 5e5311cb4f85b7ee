CREATE OPERATOR FAMILY public.spot_ops USING gist;
CREATE OPERATOR CLASS public.spot_ops FOR TYPE point USING gist FAMILY public.spot_ops AS
    STORAGE box,
    FUNCTION 1 (point, point) gist_point_consistent(internal,point,smallint,oid,internal),
    FUNCTION 2 (point, point) gist_box_union(internal,internal),
    FUNCTION 5 (point, point) gist_box_penalty(internal,internal,internal),
    FUNCTION 6 (point, point) gist_box_picksplit(internal,internal),
    FUNCTION 7 (point, point) gist_box_same(box,box,internal);
ALTER OPERATOR FAMILY public.spot_ops USING gist ADD FUNCTION 3 (point, point) gist_point_compress(internal);
ALTER OPERATOR FAMILY public.spot_ops USING gist ADD FUNCTION 8 (point, point) gist_point_distance(internal,point,smallint,oid,internal);
ALTER OPERATOR FAMILY public.spot_ops USING gist ADD OPERATOR 11 pg_catalog.|>> (point, point);
ALTER OPERATOR FAMILY public.spot_ops USING gist ADD OPERATOR 15 pg_catalog.<-> (point, point) FOR ORDER BY pg_catalog.float_ops;
CREATE INDEX spots_at ON public.spots USING gist (at public.spot_ops);
