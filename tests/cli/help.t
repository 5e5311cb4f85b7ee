$ migrate help | head -8
migrate - PostgreSQL schema migrations as plain SQL files

Usage: migrate [OPTIONS] COMMAND [OPTIONS] [ARGS]

Commands:
  init            write migrate.yaml, versions/ and templates/
  list-templates  show what init can make a project of
  revision        write a new migration file
$ migrate help heads | sed '/^Global/,$d'
migrate heads - show the newest revision of each branch

Usage: migrate heads [OPTIONS]

Prints the revisions that are nobody's parent. One is the normal case; with
several, `head` is ambiguous, and `migrate merge heads` joins them. Only the
files are read, no database.



$ migrate heads -h | head -3
migrate heads - show the newest revision of each branch

Usage: migrate heads [OPTIONS]
$ migrate help head
error: unknown command "head"
hint: did you mean `migrate heads`?
state: nothing was changed
[exit 2]
$ migrate hlep
error: unknown command "hlep"
hint: did you mean `migrate help`?
[exit 2]
$ migrate history --aplied
error: unknown option --aplied
hint: did you mean `--applied`?
[exit 2]
$ migrate --color maybe heads
error: --color is one of auto, always, never, not "maybe"
[exit 2]
$ migrate
error: a command is missing
hint: see `migrate --help`
[exit 2]
