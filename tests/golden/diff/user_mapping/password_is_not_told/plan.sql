-- warning: password of user mapping for golden_reader on server remote is not compared
ALTER USER MAPPING FOR golden_reader SERVER remote OPTIONS (SET "user" 'us');
