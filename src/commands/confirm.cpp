#include "commands/confirm.h"

#include <iostream>

namespace migrate::commands {

bool can_ask(const Context& context) {
  return context.ask && context.verbosity != Verbosity::quiet;
}

bool agrees(const Context& context, const std::string& question) {
  context.log(question + " [y/N]");
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "yes";
}

void need_yes(const Context& context, const std::string& question, const std::string& why) {
  if (context.arguments.has("--yes")) return;
  if (!context.ask)
    throw Error(ErrorCode::refused, why).hint("add --yes").state("nothing was changed");
  if (!agrees(context, question))
    throw Error(ErrorCode::refused, "not confirmed").state("nothing was changed");
}

}  // namespace migrate::commands
