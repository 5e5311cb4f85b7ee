ALTER USER MAPPING FOR golden_reader SERVER remote OPTIONS (SET "user" 'us');
