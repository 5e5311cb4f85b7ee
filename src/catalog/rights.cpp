#include "catalog/acl.h"
#include "catalog/aspects.h"
#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

#include <algorithm>
#include <array>
#include <map>

namespace migrate::catalog {

namespace {

// Rights. What the object has by default is written out too, with the privileges that a new one of
// its kind has: a difference to these is what there is to grant and to revoke.

constexpr Property rights_properties[] = {{"target", Policy::ignore},
                                          {"privileges", Policy::alter},
                                          {"at creation", Policy::ignore},
                                          {"columns", Policy::ignore},
                                          {"owner", Policy::ignore}};

struct Letter {
  char letter;
  std::string_view word;
};

constexpr auto letters = std::to_array<Letter>({{'a', "INSERT"},
                                                {'r', "SELECT"},
                                                {'w', "UPDATE"},
                                                {'d', "DELETE"},
                                                {'D', "TRUNCATE"},
                                                {'x', "REFERENCES"},
                                                {'t', "TRIGGER"},
                                                {'X', "EXECUTE"},
                                                {'U', "USAGE"},
                                                {'C', "CREATE"},
                                                {'c', "CONNECT"},
                                                {'T', "TEMPORARY"},
                                                {'s', "SET"},
                                                {'A', "ALTER SYSTEM"},
                                                {'m', "MAINTAIN"}});

std::string_view word_of(char letter) {
  const auto* const found = std::ranges::find(letters, letter, &Letter::letter);
  return found == letters.end() ? "" : found->word;
}

using Privileges = std::map<char, bool>;  ///< letters, and whether with grant option

Privileges privileges_of(std::string_view text) {
  Privileges out;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] != '*') out[text[i]] = i + 1 < text.size() && text[i + 1] == '*';
  return out;
}

/// `SELECT (name), UPDATE (name)`; empty for none.
std::string words_of(std::string_view letters_wanted, std::string_view columns) {
  std::string out;
  for (const char letter : letters_wanted) {
    out += (out.empty() ? "" : ", ") + std::string(word_of(letter));
    if (!columns.empty()) out += fmt::format(" ({})", columns);
  }
  return out;
}

std::string grantee_of(const Object& object) {
  const auto& name = object.name.back();
  if (name == "public role") return "PUBLIC";
  return name == "owner role" ? object.text("owner") : identifier(name.substr(1));
}

/// What rights on `target` are called: those on a column are those on its table, with its name.
std::string granted_on(const Object& object) {
  auto target = object.text("target");
  if (target.starts_with("VIEW ")) return "TABLE" + target.substr(4);
  if (target.starts_with("MATERIALIZED VIEW ")) return "TABLE" + target.substr(17);
  if (target.starts_with("FOREIGN TABLE ")) return target.substr(8);
  if (target.starts_with("SERVER ")) return "FOREIGN " + target;
  if (target.starts_with("DOMAIN ")) return "TYPE" + target.substr(6);
  if (target.starts_with("AGGREGATE ")) {
    // As a function it has no star, and all its arguments in one list.
    target = "FUNCTION" + target.substr(9);
    if (target.ends_with("(*)")) target.erase(target.size() - 2, 1);
    target = replace_all(std::move(target), " ORDER BY ", ", ");
    return replace_all(std::move(target), "(ORDER BY ", "(");
  }
  return target;
}

/// Letter by letter: what goes, what loses its grant option, what comes.
Statements change(const Object& object, std::string_view text_before, std::string_view text_after) {
  const auto before = privileges_of(text_before);
  const auto after = privileges_of(text_after);
  std::string revoked;
  std::string without_option;
  std::string granted;
  std::string with_option;
  for (const auto& [letter, option] : before) {
    const auto now = after.find(letter);
    if (now == after.end())
      revoked += letter;
    else if (option && !now->second)
      without_option += letter;
  }
  for (const auto& [letter, option] : after) {
    const auto old = before.find(letter);
    if (old == before.end() || (option && !old->second)) (option ? with_option : granted) += letter;
  }
  const auto& columns = object.text("columns");
  const auto what = granted_on(object);
  const auto who = grantee_of(object);
  Statements out;
  const auto add = [&](std::string_view form, const std::string& letters_meant) {
    if (!letters_meant.empty())
      out.push_back({fmt::format(fmt::runtime(form), words_of(letters_meant, columns), what, who)});
  };
  if (after.empty() && !before.empty() && columns.empty())
    out.push_back({fmt::format("REVOKE ALL ON {} FROM {}", what, who)});
  else
    add("REVOKE {} ON {} FROM {}", revoked);
  add("REVOKE GRANT OPTION FOR {} ON {} FROM {}", without_option);
  add("GRANT {} ON {} TO {}", granted);
  add("GRANT {} ON {} TO {} WITH GRANT OPTION", with_option);
  return out;
}

/// A REVOKE on a table takes what the grantee has on its columns too.
void grant_columns_again(const Object& object, const Context& context, Statements& out) {
  const bool revokes =
      std::ranges::any_of(out, [](const Statement& one) { return one.sql.starts_with("REVOKE"); });
  if (!revokes || (object.name.front() != "table" && object.name.front() != "foreign table"))
    return;
  for (const auto& other : context.to.objects) {
    if (other.kind != &rights_kind || other.name.size() != object.name.size() + 1 ||
        other.name.front() != "column" || other.name.back() != object.name.back() ||
        !std::equal(object.name.begin() + 1, object.name.end() - 1, other.name.begin() + 1))
      continue;
    // What a column gets that is yet to come it gets then.
    if (context.from.find(column_kind, {other.name.begin() + 1, other.name.end() - 1}) == nullptr)
      continue;
    const auto again = change(other, "", other.text("privileges"));
    out.insert(out.end(), again.begin(), again.end());
  }
}

/// What ALTER DEFAULT PRIVILEGES calls the kind; empty: there are no default privileges for it.
std::string_view plural(const Kind& kind) {
  if (kind.sql == "TABLE" || kind.sql == "VIEW" || kind.sql == "MATERIALIZED VIEW" ||
      kind.sql == "FOREIGN TABLE")
    return "TABLES";
  if (kind.sql == "SEQUENCE") return "SEQUENCES";
  if (kind.sql == "FUNCTION" || kind.sql == "PROCEDURE") return "FUNCTIONS";
  if (kind.sql == "TYPE" || kind.sql == "DOMAIN") return "TYPES";
  return kind.sql == "SCHEMA" ? "SCHEMAS" : "";
}

/// `SELECT` and `INSERT*` as letters.
Privileges privileges_of_words(std::string_view array) {
  Privileges out;
  for (auto word : parse_array(array)) {
    const bool option = word.ends_with('*');
    if (option) word.pop_back();
    const auto* const found = std::ranges::find(letters, word, &Letter::word);
    if (found != letters.end()) out[found->letter] = option;
  }
  return out;
}

/// Default privileges that are there all the while: those that go do so first, those that come do
/// so last.
const Object* default_in_effect(const Name& name, const Context& context) {
  return context.to.find(default_rights_kind, name) == nullptr
             ? nullptr
             : context.from.find(default_rights_kind, name);
}

/// What a new object has, for who creates it.
std::string at_creation(const Object& object, const Context& context) {
  const auto& kind = *find_kind(object.name.front());
  const auto& self = context.from.self;
  const auto& who = object.name.back();
  std::string grantee = "PUBLIC";
  if (who != "public role") grantee = identifier(who == "owner role" ? self : who.substr(1));
  const Name everywhere{self, "", std::string(plural(kind)), grantee};
  auto privileges = privileges_of(object.text("at creation"));
  if (const auto* found = default_in_effect(everywhere, context))
    privileges = privileges_of_words(found->text("privileges"));
  Name here = everywhere;
  here[1] = object.name.at(1);
  if (const auto* found = default_in_effect(here, context))
    for (const auto& [letter, option] : privileges_of_words(found->text("privileges")))
      privileges[letter] = privileges[letter] || option;
  std::string out;
  for (const auto& [letter, option] : privileges)
    out += std::string(1, letter) + (option ? "*" : "");
  return out;
}

Statements grant(const Object& object, const Folded& /*folded*/, const Context& context) {
  return change(object, at_creation(object, context), object.text("privileges"));
}

Statements grant_again(const Object& from, const Object& to, const Context& context) {
  auto out = change(to, from.text("privileges"), to.text("privileges"));
  grant_columns_again(to, context, out);
  return out;
}

Statements revoke(const Object& object, const Context& context) {
  auto out = change(object, object.text("privileges"), "");
  grant_columns_again(object, context, out);
  return out;
}

constexpr int first_with_maintain = 170000;

/// What PostgreSQL gives PUBLIC on a new object (manual, "Privileges").
std::string_view given_to_public(const Kind& kind) {
  if (kind.sql == "FUNCTION" || kind.sql == "PROCEDURE" || kind.sql == "AGGREGATE") return "X";
  if (kind.sql == "TYPE" || kind.sql == "DOMAIN" || kind.sql == "LANGUAGE") return "U";
  return "";
}

std::string_view given_to_owner(const Kind& kind, int server_version) {
  if (kind.sql == "TABLE" || kind.sql == "VIEW" || kind.sql == "MATERIALIZED VIEW" ||
      kind.sql == "FOREIGN TABLE")
    return server_version >= first_with_maintain ? "Dadmrtwx" : "Dadrtwx";
  if (kind.sql == "SEQUENCE") return "Urw";
  if (kind.sql == "FOREIGN DATA WRAPPER" || kind.sql == "SERVER") return "U";
  if (kind.sql == "SCHEMA") return "CU";
  return given_to_public(kind);
}

Object right_on(const Object& target,
                const std::string& grantee,
                const std::string& privileges,
                const std::string& owner,
                int server_version) {
  const bool is_column = target.kind == &column_kind;
  std::string at_creation;
  if (!is_column && grantee == "public role") at_creation = given_to_public(*target.kind);
  if (!is_column && grantee == "owner role")
    at_creation = given_to_owner(*target.kind, server_version);
  const auto on =
      is_column ? "TABLE " + sql::qualified(target.name[0], target.name[1]) : called(target);
  return {.kind = &rights_kind,
          .name = name_for(target, grantee),
          .properties = {on,
                         privileges,
                         at_creation,
                         is_column ? Value(identifier(target.name.back())) : Value(),
                         identifier(owner)},
          .needs = {}};
}

}  // namespace

const Kind rights_kind{.id = "privileges",
                       .sql = "",
                       .properties = rights_properties,
                       .create = grant,
                       .alter = grant_again,
                       .drop = revoke,
                       .in_schema = false};

std::vector<Object> rights_on(const Object& target,
                              const std::string& acl,
                              const std::string& owner,
                              const std::vector<std::string>& by_default,
                              int server_version) {
  std::map<std::string, std::string> by_grantee;
  for (const auto& right : parse_acl(acl)) {
    std::string grantee = "=" + right.grantee;
    if (right.grantee.empty())
      grantee = "public role";
    else if (right.grantee == owner)
      grantee = "owner role";
    auto& privileges = by_grantee[grantee];
    if (privileges.empty()) privileges = right.privileges;
  }
  if (target.kind != &column_kind) {
    // That somebody has none of what is given by default is something too.
    for (const auto* grantee : {"public role", "owner role"})
      by_grantee.try_emplace(grantee);
    for (const auto& role : by_default)
      by_grantee.try_emplace("=" + role);
  }
  std::vector<Object> out;
  for (const auto& [grantee, privileges] : by_grantee) {
    auto right = right_on(target, grantee, privileges, owner, server_version);
    const bool is_default = std::ranges::find(by_default, grantee.substr(1)) != by_default.end();
    if (!privileges.empty() || is_default || !right.text("at creation").empty())
      out.push_back(std::move(right));
  }
  return out;
}

std::vector<std::string> grantees_by_default(const Object& target,
                                             const std::vector<Object>& defaults,
                                             const std::string& self) {
  std::vector<std::string> out;
  for (const auto& one : defaults) {
    const bool applies = one.name[1].empty() || one.name[1] == target.name.front();
    const auto& role = one.text("role");
    if (one.name[0] == self && applies && one.name[2] == plural(*target.kind) && !role.empty() &&
        role != self)
      out.push_back(role);
  }
  return out;
}

}  // namespace migrate::catalog
