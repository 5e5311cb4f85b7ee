#include "commands/confirm.h"

#include <iostream>

namespace migrate::commands {

void need_yes(const Context& context, const std::string& question, const std::string& why) {
  if (context.arguments.has("--yes")) return;
  if (!context.ask)
    throw Error(ErrorCode::refused, why).hint("add --yes").state("nothing was changed");
  context.log(question + " [y/N]");
  std::string answer;
  std::getline(std::cin, answer);
  if (answer != "y" && answer != "yes")
    throw Error(ErrorCode::refused, "not confirmed").state("nothing was changed");
}

}  // namespace migrate::commands
