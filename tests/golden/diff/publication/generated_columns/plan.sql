ALTER PUBLICATION one SET (publish_generated_columns = stored);
ALTER PUBLICATION three SET (publish = 'update', publish_via_partition_root = false, publish_generated_columns = stored);
ALTER PUBLICATION two SET (publish_generated_columns = none);
CREATE PUBLICATION four FOR ALL TABLES WITH (publish = 'insert, update, delete, truncate', publish_via_partition_root = false, publish_generated_columns = stored);
