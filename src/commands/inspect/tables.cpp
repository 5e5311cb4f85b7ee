#include "commands/inspect/tables.h"

#include "commands/inspect/key_columns.h"
#include "migrate/sql/quote.h"

#include <algorithm>
#include <map>
#include <set>

namespace migrate::commands::inspect {

namespace {

using catalog::Object;

/// As who works with `public` writes it.
std::string name_of_type(const std::string& type) {
  constexpr std::string_view usual = "public.";
  return type.starts_with(usual) ? type.substr(usual.size()) : type;
}

bool same_columns(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::set(a.begin(), a.end()) == std::set(b.begin(), b.end());
}

class Reader {
 public:
  explicit Reader(const Whole& whole) : whole_(whole) {}

  Tables run() {
    for (std::size_t place = 0; place < whole_.size(); ++place)
      if (is(whole_.object(place), "table") && !is_partition(place)) add_table(place);
    for (std::size_t at = 0; at < out_.tables.size(); ++at)
      for (const auto part : whole_.parts(out_.tables[at].place))
        if (is(whole_.object(part), "foreign key")) add_reference(at, whole_.object(part));
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool is_partition(std::size_t place) const {
    const auto& parts = whole_.parts(place);
    return std::ranges::any_of(
        parts, [&](std::size_t part) { return is(whole_.object(part), "partition"); });
  }

  void add_table(std::size_t place) {
    const auto& object = whole_.object(place);
    Table table{.place = place, .name = name_of_table(object), .columns = {}};
    for (const auto at : whole_.columns(place)) {
      const auto& column = whole_.object(at);
      table.columns.push_back({.place = at,
                               .name = column.name.back(),
                               .type = name_of_type(column.text("type")),
                               .required = column.is("not null")});
    }
    mark_keys(table);
    places_.emplace(object.name, out_.tables.size());
    out_.tables.push_back(std::move(table));
  }

  static void mark(Table& table, const std::vector<std::string>& names, bool Column::*what) {
    for (auto& column : table.columns)
      if (std::ranges::find(names, column.name) != names.end()) column.*what = true;
  }

  void mark_keys(Table& table) const {
    for (const auto part : whole_.parts(table.place)) {
      const auto& key = whole_.object(part);
      const bool is_key = is(key, "primary key") || is(key, "unique") || is(key, "foreign key");
      if (!is_key) continue;
      const auto names = key_columns(key.text("definition")).columns;
      if (is(key, "primary key")) mark(table, names, &Column::primary);
      if (is(key, "foreign key")) mark(table, names, &Column::foreign);
      if (is(key, "unique") && names.size() == 1) mark(table, names, &Column::unique);
    }
  }

  /// Whether no two rows of the table have the same values there.
  [[nodiscard]] bool is_unique(const Table& table, const std::vector<std::string>& columns) const {
    const auto& parts = whole_.parts(table.place);
    return std::ranges::any_of(parts, [&](std::size_t part) {
      const auto& key = whole_.object(part);
      return (is(key, "primary key") || is(key, "unique")) &&
             same_columns(key_columns(key.text("definition")).columns, columns);
    });
  }

  /// What refers to a table outside of the schema is left out.
  void add_reference(std::size_t from, const Object& key) {
    const auto read = key_columns(key.text("definition"));
    const auto to = places_.find(read.table);
    if (to == places_.end()) return;
    const auto& table = out_.tables[from];
    const auto may_be_null = [&](const Column& column) {
      return !column.required && std::ranges::find(read.columns, column.name) != read.columns.end();
    };
    out_.references.push_back({.from = from,
                               .to = to->second,
                               .name = key.name.back(),
                               .columns = read.columns,
                               .targets = read.targets,
                               .required = std::ranges::none_of(table.columns, may_be_null),
                               .single = is_unique(table, read.columns)});
  }

  const Whole& whole_;
  std::map<catalog::Name, std::size_t> places_;  ///< of tables, by name
  Tables out_;
};

}  // namespace

Whole::Whole(const catalog::Snapshot& snapshot)
    : snapshot_(snapshot), parts_(snapshot.objects.size()) {
  for (std::size_t place = 0; place < snapshot.objects.size(); ++place)
    if (const auto& owner = snapshot.objects[place].part_of) parts_[*owner].push_back(place);
}

std::vector<std::size_t> Whole::columns(std::size_t place) const {
  std::vector<std::size_t> out;
  std::ranges::copy_if(
      parts(place), std::back_inserter(out), [&](auto part) { return is(object(part), "column"); });
  std::ranges::stable_sort(
      out, {}, [&](auto part) { return std::stoi(object(part).text("position")); });
  return out;
}

const std::string& Whole::comment(std::size_t place) const {
  static const std::string none;
  // What is commented on may have a part that is no object: its comment's name is longer.
  for (const auto part : parts(place))
    if (is(object(part), "comment") && object(part).name.size() == object(place).name.size() + 1)
      return object(part).text("text");
  return none;
}

bool is(const catalog::Object& object, std::string_view kind) {
  return object.kind->id == kind;
}

Tables tables_of(const Whole& whole) {
  return Reader(whole).run();
}

std::string name_of_table(const Object& table) {
  if (table.name.at(0) == "public") return sql::identifier(table.name.at(1));
  return sql::qualified(table.name.at(0), table.name.at(1));
}

}  // namespace migrate::commands::inspect
