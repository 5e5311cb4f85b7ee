$ migrate completion bash | head -3
# bash completion for migrate
_migrate() {
  local line=${COMP_LINE:0:COMP_POINT} words word rest cut value paths=
$ migrate completion zsh | head -3
#compdef migrate
_migrate() {
  local line paths
$ migrate completion fish | head -3
# fish completion for migrate
function __migrate_complete
    set -l words (commandline -opc)
$ cp -r "$SAMPLE"/. .
$ migrate __complete show 000
0003	index posts by author
0002	create posts
0001	create users
$ migrate completion csh
error: SHELL is one of bash, zsh, fish, not "csh"
hint: did you mean `zsh`?
[exit 2]
$ migrate completion
error: SHELL is required
hint: see `migrate completion --help`
[exit 2]
