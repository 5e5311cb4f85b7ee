#include "config/keys.h"

#include "config/readings.h"
#include "config/value.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace migrate::config {

namespace {

using Kind = yaml::Node::Kind;

/// A key of the file. Without `set` this version takes its default only.
struct Key {
  std::string_view path;
  void (*set)(Settings& settings, const Value& value);
  std::string_view default_text = "";
};

void set_versions(Settings& settings, const Value& value) {
  static constexpr std::string_view expected = "a list of folders such as [versions]";
  value.require(Kind::sequence, expected);
  if (value.is_null()) return;
  if (value.node().items.empty())
    throw Error(ErrorCode::config, fmt::format("\"versions\" must be {}, not empty", expected))
        .at(value.place());
  settings.versions.clear();
  for (const auto& item : value.node().items)
    settings.versions.emplace_back(value.item(item).text(settings, "a folder"), folder());
}

void set_repeatable(Settings& settings, const Value& value) {
  value.require(Kind::sequence, "a list of folders such as [repeatable]");
  settings.repeatable.clear();
  for (const auto& item : value.node().items)
    settings.repeatable.emplace_back(value.item(item).text(settings, "a folder"), folder());
}

void set_seeds(Settings& settings, const Value& value) {
  value.require(Kind::sequence, "a list of SQL files such as [seeds/users.sql]");
  settings.seeds.clear();
  for (const auto& item : value.node().items)
    settings.seeds.emplace_back(value.item(item).text(settings, "an SQL file"), folder());
}

void set_shadow_setup(Settings& settings, const Value& value) {
  value.require(Kind::sequence, "a list of SQL files such as [shadow/roles.sql]");
  settings.shadow.setup.clear();
  for (const auto& item : value.node().items)
    settings.shadow.setup.emplace_back(value.item(item).text(settings, "an SQL file"), folder());
}

void set_globs(Settings& settings, std::vector<Setting<std::string>>& globs, const Value& value) {
  value.require(Kind::sequence, "a list of patterns such as [public.*]");
  globs.clear();
  for (const auto& item : value.node().items)
    globs.emplace_back(value.item(item).text(settings, "a pattern"), name());
}

/// A file or folder; or a map that says how else to get it.
void set_desired(Settings& settings, const Value& value) {
  auto& schema = settings.schema;
  schema.desired = schema.desired_command = schema.desired_url =
      Setting<std::string>(std::string());
  if (value.node().kind != Kind::map) return put(settings, schema.desired, value, folder());
  for (const auto& [key, node] : value.node().members) {
    const auto member = value.member(key, node);
    if (key != "command" && key != "url")
      throw Error(ErrorCode::config, fmt::format("unknown key \"{}\"", member.key()))
          .at(member.key_place())
          .hint("known keys here: command, url");
    auto& target = key == "command" ? schema.desired_command : schema.desired_url;
    target = Setting<std::string>(member.text(settings, "a text"), name());
  }
  if (value.node().members.size() > 1)
    throw Error(ErrorCode::config, "\"schema.desired\" has both a command and a url")
        .at(value.place());
}

/// Nothing written is no default here: an empty secret must not mean another database.
void set_url(Settings& settings, const Value& value) {
  settings.database.url = Setting<std::string>(value.text(settings, "a text"), text());
}

/// A list is the text with commas.
void set_search_path(Settings& settings, const Value& value) {
  if (value.node().kind != Kind::sequence)
    return put(settings, settings.database.search_path, value, text());
  std::vector<std::string> schemas;
  for (const auto& item : value.node().items)
    schemas.push_back(value.item(item).text(settings, "a schema").raw);
  settings.database.search_path = Setting<std::string>({.key = value.key(),
                                                        .raw = join(schemas, ", "),
                                                        .place = value.place(),
                                                        .environment = settings.environment},
                                                       text());
}

void set_server_settings(Settings& settings, const Value& value) {
  value.require(Kind::map, "a map of server settings");
  settings.database.settings.clear();
  for (const auto& [key, node] : value.node().members) {
    const auto member = value.member(key, node);
    if (member.is_null()) continue;
    settings.database.settings.emplace_back(
        key, Setting<std::string>(member.text(settings, "a text or a number"), text()));
  }
}

void set_commands(Settings& settings,
                  std::vector<Setting<std::string>>& commands,
                  const Value& value) {
  value.require(Kind::sequence, "a list of commands");
  commands.clear();
  for (const auto& item : value.node().items)
    commands.emplace_back(value.item(item).text(settings, "a command"), name());
}

void set_environments(Settings& settings, const Value& value) {
  value.require(Kind::map, "a map of names");
  settings.environments.clear();
  for (const auto& [key, node] : value.node().members) {
    value.member(key, node).require(Kind::map, "a map of keys as in the file itself");
    settings.environments.push_back(key);
  }
}

/// Every key there is. A new one is a line here and a member of Settings.
constexpr auto keys = std::to_array<Key>({
    {"versions", set_versions},
    {"recursive", [](auto& s, auto& v) { put(s, s.recursive, v, boolean()); }},
    {"templates", [](auto& s, auto& v) { put(s, s.templates, v, folder()); }},
    {"file_template", [](auto& s, auto& v) { put(s, s.file_template, v, name()); }},
    {"revision_ids",
     [](auto& s, auto& v) {
       using enum RevisionIds;
       put(s,
           s.revision_ids,
           v,
           one_of<RevisionIds>(
               {{"hash", hash}, {"sequential", sequential}, {"timestamp", timestamp}}));
     }},
    {"timezone", [](auto& s, auto& v) { put(s, s.timezone, v, name()); }},
    {"truncate_slug_length", [](auto& s, auto& v) { put(s, s.truncate_slug_length, v, count(1)); }},
    {"database.url", set_url},
    {"database.version_table",
     [](auto& s, auto& v) { put(s, s.database.version_table, v, name()); }},
    {"database.version_table_schema",
     [](auto& s, auto& v) { put(s, s.database.version_table_schema, v, name()); }},
    {"database.role", [](auto& s, auto& v) { put(s, s.database.role, v, text()); }},
    {"database.search_path", set_search_path},
    {"database.settings", set_server_settings},
    {"database.connect_timeout",
     [](auto& s, auto& v) { put(s, s.database.connect_timeout, v, duration()); }},
    {"transaction",
     [](auto& s, auto& v) {
       using enum TransactionMode;
       put(s,
           s.transaction,
           v,
           one_of<TransactionMode>({{"per_migration", per_migration}, {"all", all}}));
     }},
    {"confirm",
     [](auto& s, auto& v) {
       using enum Confirm;
       put(s,
           s.confirm,
           v,
           one_of<Confirm>({{"never", never}, {"downgrade", downgrade}, {"always", always}}));
     }},
    {"checksums",
     [](auto& s, auto& v) {
       using enum Checksums;
       put(s, s.checksums, v, one_of<Checksums>({{"warn", warn}, {"error", error}, {"off", off}}));
     }},
    {"placeholders", [](auto& s, auto& v) { put(s, s.placeholders, v, boolean()); }},
    {"lock.wait", [](auto& s, auto& v) { put(s, s.lock.wait, v, duration()); }},
    {"lock.lock_timeout",
     [](auto& s, auto& v) { put(s, s.lock.lock_timeout, v, duration_or_auto()); }},
    {"lock.retries", [](auto& s, auto& v) { put(s, s.lock.retries, v, count(0)); }},
    {"seeds", set_seeds},
    {"environments", set_environments},
    {"repeatable", set_repeatable},
    {"schema.desired", set_desired},
    {"schema.include", [](auto& s, auto& v) { set_globs(s, s.schema.include, v); }},
    {"schema.exclude", [](auto& s, auto& v) { set_globs(s, s.schema.exclude, v); }},
    {"schema.platform",
     [](auto& s, auto& v) {
       using enum Platform;
       put(s, s.schema.platform, v, one_of<Platform>({{"supabase", supabase}, {"none", none}}));
     }},
    {"schema.dump", [](auto& s, auto& v) { put(s, s.schema.dump, v, text()); }},
    {"naming.pk", [](auto& s, auto& v) { put(s, s.naming.primary_key, v, pattern({})); }},
    {"naming.fk",
     [](auto& s, auto& v) { put(s, s.naming.foreign_key, v, pattern({"ref_table"})); }},
    {"naming.ix", [](auto& s, auto& v) { put(s, s.naming.index, v, pattern({})); }},
    {"naming.uq", [](auto& s, auto& v) { put(s, s.naming.unique, v, pattern({})); }},
    {"naming.ck", [](auto& s, auto& v) { put(s, s.naming.check, v, pattern({"name"})); }},
    {"shadow.url", [](auto& s, auto& v) { put(s, s.shadow.url, v, name()); }},
    {"shadow.setup", set_shadow_setup},
    {"lint.rules", nullptr},
    {"lint.ignore", nullptr},
    {"hooks.after_revision", [](auto& s, auto& v) { set_commands(s, s.hooks.after_revision, v); }},
    {"hooks.before_upgrade", [](auto& s, auto& v) { set_commands(s, s.hooks.before_upgrade, v); }},
    {"hooks.after_upgrade", [](auto& s, auto& v) { set_commands(s, s.hooks.after_upgrade, v); }},
    {"hooks.after_step", [](auto& s, auto& v) { set_commands(s, s.hooks.after_step, v); }},
    {"hooks.on_error", [](auto& s, auto& v) { set_commands(s, s.hooks.on_error, v); }},
});

const Key* find_key(std::string_view path) {
  const auto* const found =
      std::find_if(keys.begin(), keys.end(), [path](const Key& key) { return key.path == path; });
  return found == keys.end() ? nullptr : found;
}

/// What may stand in the section `path`; empty where that is no section.
std::vector<std::string> names_in(std::string_view path) {
  std::vector<std::string> names;
  const auto prefix = path.empty() ? std::string() : std::string(path) + ".";
  for (const auto& key : keys) {
    if (!key.path.starts_with(prefix)) continue;
    const auto rest = key.path.substr(prefix.size());
    std::string name(rest.substr(0, rest.find('.')));
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  }
  return names;
}

/// The nearest key: of the same section, else one of that name elsewhere.
std::string suggestion(std::string_view section, const std::string& name) {
  const auto siblings = names_in(section);
  if (const auto near = nearest(name, siblings)) return fmt::format("did you mean \"{}\"?", *near);
  for (const auto& key : keys)
    if (key.path.ends_with("." + name)) return fmt::format("did you mean \"{}\"?", key.path);
  return "known keys here: " + join(siblings, ", ");
}

Error unknown_key(std::string_view section, const std::string& name, const Value& value) {
  if (may_hold_secret(name) && name.find(':') != std::string::npos)
    return Error(ErrorCode::config, "a key is not understood")
        .at(value.key_place())
        .hint("a blank belongs between a key's colon and its value");
  return Error(ErrorCode::config, fmt::format("unknown key \"{}\"", value.key()))
      .at(value.key_place())
      .hint(suggestion(section, name));
}

bool is_default(const yaml::Node& node, std::string_view default_text) {
  switch (node.kind) {
    case Kind::null:
      return true;
    case Kind::scalar:
      return node.text.empty() || node.text == default_text;
    case Kind::sequence:
      return node.items.empty() ||
             (node.items.size() == 1 && is_default(node.items.front(), default_text));
    case Kind::map:
      break;
  }
  return node.members.empty();
}

void apply_key(const Key& key, const Value& value, Settings& settings) {
  if (key.set != nullptr) return key.set(settings, value);
  if (is_default(value.node(), key.default_text)) return;
  throw Error(ErrorCode::unsupported,
              fmt::format("\"{}\" is not offered by this version of migrate yet", key.path))
      .at(value.key_place())
      .hint("take the key out, or leave its value empty");
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the table of keys
void apply_section(const Value& section, Settings& settings) {
  const auto names = names_in(section.key());
  section.require(Kind::map, "a map with keys such as " + names.front());
  for (const auto& [name, node] : section.node().members) {
    const auto value = section.member(name, node);
    if (const auto* key = find_key(value.key()))
      apply_key(*key, value, settings);
    else if (name.find('.') == std::string::npos && !names_in(value.key()).empty())
      apply_section(value, settings);
    else
      throw unknown_key(section.key(), name, value);
  }
}

}  // namespace

void apply(const yaml::Node& map, const Document& document, Settings& settings) {
  apply_section(Value("", "", map, document), settings);
}

}  // namespace migrate::config
