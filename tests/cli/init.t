#: A new project, and what init never does: overwrite.
$ migrate init
wrote versions/
wrote templates/
wrote migrate.yaml
wrote templates/revision.sql
next: migrate revision -m "create users"
$ ls -A
migrate.yaml
templates
versions
$ cat migrate.yaml
# Every key is optional; these are the ones that most projects look at.
versions: [versions]                # folders with migrations
file_template: "{year}_{month}_{day}_{rev}_{slug}"
revision_ids: hash                  # or sequential, timestamp
database:
  url: ${DATABASE_URL-embedded}     # without DATABASE_URL: a private server, data in .migrate/
$ migrate upgrade
database: app on localhost:5432 as postgres
nothing to do
$ migrate init
error: migrate.yaml is there already
hint: init never overwrites
state: nothing was changed
[exit 2]
$ migrate init --template minimal db
wrote db/versions/
wrote db/templates/
wrote db/migrate.yaml
next: migrate revision -m "create users"
$ cat db/migrate.yaml
# Every key has its default.
{}
$ migrate init --template minimum other
error: there is no template "minimum"
hint: did you mean minimal?
state: nothing was changed
[exit 2]
$ ls other
ls: cannot access 'other': No such file or directory
[exit 2]
$ migrate init --template minimal third --json
{
  "command": "init",
  "template": "minimal",
  "written": [
    "third/versions/",
    "third/templates/",
    "third/migrate.yaml"
  ]
}
