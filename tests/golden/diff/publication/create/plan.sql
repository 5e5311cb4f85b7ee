CREATE PUBLICATION changes WITH (publish = 'insert, update, delete, truncate', publish_via_partition_root = false);
ALTER PUBLICATION changes ADD TABLE ONLY public.notes;
