#include "commands/shared_options.h"

namespace migrate::commands {

Option message_option() {
  return {.name = "--message",
          .short_name = "-m",
          .kind = OptionKind::value,
          .value_name = "MSG",
          .help = "what the revision does, in a few words",
          .default_text = "none"};
}

Option rev_id_option() {
  return {.name = "--rev-id",
          .kind = OptionKind::value,
          .value_name = "ID",
          .help = "the new revision's id",
          .default_text = "made as `revision_ids` in the config says"};
}

Option branch_label_option() {
  return {.name = "--branch-label",
          .kind = OptionKind::list,
          .value_name = "LABEL",
          .help = "a name for the branch that begins here; may be given several times",
          .default_text = "none"};
}

Option edit_option() {
  return {.name = "--edit", .help = "open the new file in $VISUAL or $EDITOR, then check it"};
}

Option tag_option() {
  return {.name = "--tag",
          .kind = OptionKind::value,
          .value_name = "TEXT",
          .help = "free text that is kept with each history row of this run",
          .default_text = "none"};
}

Option yes_option() {
  return {.name = "--yes", .help = "do not ask, where a question would be asked"};
}

Option force_option() {
  return {.name = "--force", .help = "end the sessions of others in the database"};
}

Option drop_yes_option() {
  return {.name = "--yes", .help = "do not ask; wanted where nobody can be asked"};
}

std::vector<ResultKey> revision_keys(const std::string& prefix) {
  return {{prefix + "revision", "id", "the revision"},
          {prefix + "down_revision", "list of ids", "its parents; empty for a base"},
          {prefix + "depends_on", "list of ids", "what must be applied first besides its parents"},
          {prefix + "branch_labels", "list of texts", "its branch labels"},
          {prefix + "message", "text or null", "the message in its header"},
          {prefix + "path", "text", "its file, relative to the working folder"},
          {prefix + "created", "text or null", "when it was made, as its header says"},
          {prefix + "requires",
           "list of texts",
           "what its upgrade needs: `server >= 14`, `extension vector >= 0.5`, `role app`"},
          {prefix + "is_head", "bool", "no revision has it as its parent"},
          {prefix + "is_branch_point", "bool", "it has several children"},
          {prefix + "is_merge_point", "bool", "it has several parents"},
          {prefix + "applied", "bool or null", "it is applied; null where no database was asked"}};
}

std::vector<ResultKey> run_keys() {
  return {
      database_key(),
      {"dry_run", "bool", "nothing was changed, only planned"},
      {"from", "list of ids", "the version rows before, sorted"},
      {"to", "list of ids", "the version rows after; in a dry run those planned"},
      {"steps", "list", "the committed steps in their order; in a dry run those planned"},
      {"steps[].direction", "text", "`upgrade`, `downgrade`, `stamp` or `repeatable`"},
      {"steps[].revision", "id or null", "the revision of the step; null for a repeatable file"},
      {"steps[].path", "text or null", "its file, relative to the working folder"},
      {"steps[].message", "text or null", "the message in its header"},
      {"steps[].transaction", "bool", "it runs in a transaction: no `transaction=off`"},
      {"steps[].duration_ms", "number or null", "how long it took on the server; null if planned"},
      {"sql", "text", "only with `--sql`, which gives `from`, `to` and this: the script"}};
}

std::vector<ResultKey> run_and_repeatable_keys() {
  auto keys = run_keys();
  keys.push_back({"steps[].key", "text", "only of a repeatable file: its name in the history"});
  keys.push_back(
      {"steps[].undone", "bool", "only of a repeatable file: its downgrade section ran"});
  return keys;
}

std::vector<ResultKey> new_file_keys() {
  return {{"revision", "id", "the new revision"},
          {"path", "text", "its file, relative to the working folder"},
          {"down_revision", "list of ids", "its parents"}};
}

ResultKey database_key() {
  return {"database", "text", "the database in use, without its password"};
}

std::vector<StatusMeaning> statuses_when_connecting(std::string_view done) {
  return {{ExitStatus::done, done},
          {ExitStatus::failed, "the login, the database or a privilege is missing"},
          {ExitStatus::timeout, "no connection: refused, timed out, or the server is starting up"}};
}

}  // namespace migrate::commands
