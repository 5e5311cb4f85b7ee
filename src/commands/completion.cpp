#include "commands/list.h"
#include "migrate/commands/complete.h"

#include <fmt/core.h>

namespace migrate::commands {

namespace {

// Bash replaces only what stands behind the last `:` or `=` of a word, or from its last `@` on.
constexpr std::string_view bash_script = R"script(# bash completion for migrate
_migrate() {
  local line=${COMP_LINE:0:COMP_POINT} words word rest cut value paths=
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  word=${words[${#words[@]} - 1]}
  rest=${word##*[:=]}
  [[ $rest != *@* ]] || rest=@${rest##*@}
  cut=${word%"$rest"}
  COMPREPLY=()
  while IFS= read -r value; do
    case $value in
      :file) paths=yes && mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$rest") ;;
      :folder) paths=yes && mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$rest") ;;
      *)
        value=${value%%$'\t'*}
        COMPREPLY+=("${value#"$cut"}")
        ;;
    esac
  done < <("${words[0]/#\~/$HOME}" __complete "${words[@]:1}" 2>/dev/null)
  [[ -z $paths ]] || compopt -o filenames 2>/dev/null
  return 0
}
complete -F _migrate migrate
)script";

// The word up to the cursor is PREFIX; -V keeps our order, newest revisions first.
constexpr std::string_view zsh_script = R"script(#compdef migrate
_migrate() {
  local line paths
  local -a before described
  before=("${(@Q)words[2,CURRENT-1]}")
  (( CURRENT > 2 )) || before=()
  for line in ${(f)"$(${(Q)words[1]/#\~/$HOME} __complete "${before[@]}" "${(Q)PREFIX}" 2>/dev/null)"}; do
    case $line in
      :file|:folder) paths=$line ;;
      *$'\t'*) described+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
      *) described+=("${line//:/\\:}") ;;
    esac
  done
  (( $#described )) && _describe -V migrate described
  [[ -n $paths ]] && compset -P '*='
  [[ $paths == :file ]] && _files
  [[ $paths == :folder ]] && _files -/
  return 0
}

if [[ $funcstack[1] == _migrate ]]; then
  _migrate "$@"
else
  compdef _migrate migrate
fi
)script";

constexpr std::string_view fish_script = R"script(# fish completion for migrate
function __migrate_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    for line in ($words[1] __complete $words[2..-1] "$word" 2>/dev/null)
        switch $line
            case :file
                __fish_complete_path "$word"
            case :folder
                __fish_complete_directories "$word"
            case '*'
                echo $line
        end
    end
end
complete -c migrate -f -k -a '(__migrate_complete)'
)script";

Outcome run(const Context& context) {
  Outcome out;
  out.text = completion_script(context.arguments.value("SHELL").value_or(""));
  out.json.set("script", out.text);
  return out;
}

}  // namespace

std::string_view completion_script(std::string_view shell) {
  if (shell == "bash") return bash_script;
  if (shell == "zsh") return zsh_script;
  if (shell == "fish") return fish_script;
  throw Error(ErrorCode::usage, fmt::format("no completion for the shell \"{}\"", shell));
}

const Command completion_command{
    .name = "completion",
    .summary = "Print the script that completes words in a shell",
    .purpose = R"(
Prints a script for bash, zsh or fish. With it the Tab key completes commands, options, file names,
and what only the project knows: revision ids (with their messages, where the shell shows them),
branch labels and environments. No database is asked. An installed package has put the scripts where
the shells look for them; otherwise load the script where your shell starts.)",
    .options = {{.name = "SHELL",
                 .kind = OptionKind::argument,
                 .help = "bash, zsh or fish",
                 .required = true,
                 .choices = {"bash", "zsh", "fish"}}},
    .examples = {{"migrate completion bash > ~/.local/share/bash-completion/completions/migrate",
                  "Install it for one user, with the package bash-completion."},
                 {"migrate completion fish > ~/.config/fish/completions/migrate.fish",
                  "The same for fish."},
                 {"migrate completion zsh > ~/.zfunc/_migrate",
                  "The same for zsh, where ~/.zfunc is in `fpath`."}},
    .statuses = {{ExitStatus::done, "the script is printed"}},
    .result = {{"script", "text", "the script"}},
    .run = run};

}  // namespace migrate::commands
