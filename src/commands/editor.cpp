#include "commands/editor.h"

#include "migrate/base/shell.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

namespace migrate::commands {

std::string editor_of(const Context& context) {
  for (const auto* name : {"VISUAL", "EDITOR"})
    if (auto value = context.request.environment.process(name); value && !trim(*value).empty())
      return *value;
  throw Error(ErrorCode::usage, "there is no editor: neither VISUAL nor EDITOR is set")
      .hint("set one, as in `EDITOR=nano migrate edit head`");
}

void open_editor(const std::string& editor, const files::Path& path) {
  // As git does it: the editor may have arguments, and the path is one word whatever it holds.
  const auto result = shell::run_on_terminal(editor + " " + shell::quoted(path.string()));
  if (!result.ok())
    throw Error(ErrorCode::command_failed,
                fmt::format("the editor `{}` ended with status {}", editor, result.status));
}

}  // namespace migrate::commands
