#include "migrate/base/strings.h"
#include "pg/url_parts.h"

#include <fmt/core.h>
#include <libpq-fe.h>

#include <cstdlib>
#include <map>
#include <memory>

namespace migrate::pg {

namespace {

using Defaults = std::map<std::string, std::string, std::less<>>;

/// What libpq fills in: PG* variables, a service of PGSERVICE, the system's user.
Defaults libpq_defaults() {
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconndefaults(),
                                                                             PQconninfoFree);
  Defaults out;
  for (const auto* option = options.get(); option != nullptr && option->keyword != nullptr;
       ++option)
    if (option->val != nullptr) out.emplace(option->keyword, option->val);
  return out;
}

std::string value_of(const ConnectionParameters& parameters, std::string_view keyword) {
  const auto* value = parameters.find(keyword);
  return value == nullptr ? std::string() : *value;
}

std::string filled(std::string value, const Defaults& defaults, std::string_view keyword) {
  if (!value.empty()) return value;
  const auto found = defaults.find(keyword);
  return found == defaults.end() ? std::string() : found->second;
}

/// `host:port` for each host; a single port serves all hosts.
std::string shown_hosts(const std::string& hosts, const std::string& ports) {
  const auto names = split_at(hosts, ',');
  const auto numbers = split_at(ports, ',');
  std::vector<std::string> out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto name = names[i].empty() ? "localhost" : names[i];
    auto port = i < numbers.size() ? numbers[i] : numbers.front();
    if (port.empty()) port = "5432";
    const bool is_v6 = name.find(':') != std::string_view::npos;
    out.push_back(is_v6 ? fmt::format("[{}]:{}", name, port) : fmt::format("{}:{}", name, port));
  }
  return join(out, ",");
}

/// The user that was asked for; the system's user, libpq's last resort, is not.
std::string requested_user(const ConnectionParameters& parameters) {
  auto user = value_of(parameters, "user");
  if (!user.empty()) return user;
  const char* from_environment = std::getenv("PGUSER");  // NOLINT(concurrency-mt-unsafe)
  return from_environment == nullptr ? std::string() : from_environment;
}

std::string shown_service(const ConnectionParameters& parameters) {
  const auto dbname = value_of(parameters, "dbname");
  const auto user = value_of(parameters, "user");
  return fmt::format("{}service {}{}",
                     dbname.empty() ? "" : dbname + " on ",
                     value_of(parameters, "service"),
                     user.empty() ? "" : " as " + user);
}

}  // namespace

std::string shown(const Endpoint& endpoint) {
  const auto host = endpoint.host.empty() ? "local socket" : endpoint.host;
  return fmt::format("{} on {}{}",
                     endpoint.dbname,
                     shown_hosts(host, endpoint.port),
                     endpoint.user.empty() ? "" : " as " + endpoint.user);
}

std::string shown(const ConnectionParameters& parameters) {
  auto host = value_of(parameters, "host");
  if (host.empty()) host = value_of(parameters, "hostaddr");
  if (host.empty() && parameters.find("service") != nullptr) return shown_service(parameters);
  const auto defaults = libpq_defaults();
  const auto user = requested_user(parameters);
  auto dbname = filled(value_of(parameters, "dbname"), defaults, "dbname");
  if (dbname.empty()) dbname = filled(user, defaults, "user");
  return shown(Endpoint{.dbname = std::move(dbname),
                        .host = filled(std::move(host), defaults, "host"),
                        .port = filled(value_of(parameters, "port"), defaults, "port"),
                        .user = user});
}

}  // namespace migrate::pg
