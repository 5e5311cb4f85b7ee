#include "pg/embedded_start.h"

#include "migrate/base/files.h"
#include "migrate/base/strings.h"
#include "pg/embedded_data.h"
#include "pg/embedded_supervisor.h"

#include <fmt/core.h>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>

namespace migrate::pg::embedded {

namespace {

using Clock = std::chrono::steady_clock;

constexpr off_t longest_log = 1 << 20;
constexpr std::size_t log_lines_shown = 15;

std::vector<std::string> postmaster_command(const Binaries& binaries,
                                            const Path& data,
                                            const Path& sockets,
                                            const Settings& settings) {
  const auto quoted = '"' + replace_all(sockets.string(), "\"", "\"\"") + '"';
  std::vector<std::string> command{(binaries.folder / "postgres").string(),
                                   "-D",
                                   data.string(),
                                   "-c",
                                   "listen_addresses=",
                                   "-c",
                                   "port=5432",
                                   "-c",
                                   "unix_socket_directories=" + quoted,
                                   "-c",
                                   "logging_collector=off",
                                   "-c",
                                   "log_destination=stderr",
                                   "-c",
                                   "external_pid_file="};
  for (const auto& [name, value] : settings) {
    command.emplace_back("-c");
    command.push_back(name + "=" + value);
  }
  return command;
}

/// For appending; a log that has grown long begins anew.
Descriptor open_log(const State& state) {
  auto log = open_file(state.log(), O_WRONLY | O_APPEND, state.account);
  if (::lseek(log.get(), 0, SEEK_END) > longest_log) (void)!::ftruncate(log.get(), 0);
  return log;
}

/// The last lines that the server wrote after that offset.
std::string log_tail(const State& state, off_t offset) {
  auto text = files::read(state.log());
  if (const auto start = static_cast<std::size_t>(offset); start < text.size())
    text.erase(0, start);
  const auto lines = split_at(trim(text), '\n');
  std::string out;
  for (auto i = lines.size() - std::min(lines.size(), log_lines_shown); i < lines.size(); ++i)
    out += std::string(out.empty() ? "" : "\n") + std::string(lines[i]);
  return out;
}

/// Whether the supervisor sent its byte in time; an end without one means that the start failed.
bool reported_ready(const Descriptor& pipe) {
  const auto deadline = Clock::now() + patience;
  while (Clock::now() < deadline) {
    pollfd waiting{pipe.get(), POLLIN, 0};
    if (::poll(&waiting, 1, 1000) <= 0) continue;
    char byte = 0;
    return ::read(pipe.get(), &byte, 1) == 1;
  }
  return false;
}

}  // namespace

Keywords keywords_for(const std::string& sockets) {
  return {{"host", sockets},
          {"port", "5432"},
          {"user", "postgres"},
          {"dbname", "app"},
          {"passfile", sockets + "/no-password-file"},
          {"sslmode", "disable"},
          {"gssencmode", "disable"},
          {"target_session_attrs", "any"}};
}

std::string start(const State& state, Descriptor server_lock, const Manner& manner) {
  const auto binaries = prepare_data(state, manner.major);
  const auto sockets = socket_folder(state);
  clear_leftovers(state, sockets);
  const auto log = open_log(state);
  const auto offset = ::lseek(log.get(), 0, SEEK_END);
  const auto users_lock = open_file(state.folder / "users.lock", O_RDWR, state.account);
  auto ready = make_pipe();
  const auto command = postmaster_command(binaries, state.data(), sockets, manner.settings);
  const auto environment = server_environment();
  const auto arguments = pointers(command);
  const auto variables = pointers(environment);
  const auto pid_file = state.postmaster_pid();
  start_supervisor({.account = state.account,
                    .arguments = arguments.data(),
                    .environment = variables.data(),
                    .postmaster_pid = pid_file.c_str(),
                    .log = log.get(),
                    .users_lock = users_lock.get(),
                    .server_lock = server_lock.get(),
                    .ready = ready.write_end.get(),
                    .discard = manner.is_temporary ? state.folder.c_str() : nullptr});
  ready.write_end.close();
  server_lock.close();
  if (reported_ready(ready.read_end)) return sockets.string();
  throw failure("the embedded server does not start")
      .detail(log_tail(state, offset))
      .hint(fmt::format("the whole log: {}", state.log().string()));
}

}  // namespace migrate::pg::embedded
