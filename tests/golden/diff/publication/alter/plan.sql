ALTER PUBLICATION changes SET (publish = 'insert, update', publish_via_partition_root = true);
COMMENT ON PUBLICATION changes IS 'fewer';
