$ migrate list-templates
default    one folder of migrations, hash ids, the database from DATABASE_URL
minimal    nothing but an empty config: every key has its default
sqlalchemy the models of SQLAlchemy or SQLModel say what schema is wanted
supabase   a Supabase database: direct connection, our tables in a schema of their own
$ migrate list-templates --json
{
  "command": "list-templates",
  "templates": [
    {
      "name": "default",
      "about": "one folder of migrations, hash ids, the database from DATABASE_URL"
    },
    {
      "name": "minimal",
      "about": "nothing but an empty config: every key has its default"
    },
    {
      "name": "sqlalchemy",
      "about": "the models of SQLAlchemy or SQLModel say what schema is wanted"
    },
    {
      "name": "supabase",
      "about": "a Supabase database: direct connection, our tables in a schema of their own"
    }
  ]
}
$ migrate list-templates default
error: unexpected argument "default"
hint: see `migrate list-templates --help`
[exit 2]
