// One page with nothing beside it: no style, script, font or image comes from elsewhere.
#include "commands/inspect/format.h"
#include "commands/inspect/page.h"
#include "commands/inspect/page_text.h"
#include "commands/inspect/picture.h"
#include "commands/inspect/tables.h"
#include "migrate/base/strings.h"
#include "migrate/diff/diff.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace migrate::commands::inspect {

namespace {

using catalog::Object;

/// What a reader looks for first; other kinds follow in the order of the catalog.
constexpr auto first_kinds = std::to_array<std::string_view>(
    {"table", "view", "materialized view", "function", "procedure", "enum", "domain"});

/// What is said beside the object that has it, not in its list of parts.
constexpr auto shown_elsewhere =
    std::to_array<std::string_view>({"column", "comment", "default", "identity"});

std::string full_name(const Object& object) {
  return object.kind->reference == nullptr ? join(object.name, ".")
                                           : object.kind->reference(object);
}

std::string cell(std::string_view text) {
  return "<td>" + escaped(text) + "</td>";
}

class Page {
 public:
  explicit Page(const Subject& subject)
      : subject_(subject), whole_(subject.schema.snapshot), tables_(tables_of(whole_)) {
    const auto plan = diff::compare(subject.schemas.nothing(),
                                    subject.schema.snapshot,
                                    {.allow = {catalog::Hazard::data_loss}});
    for (const auto& change : plan.changes)
      for (const auto& statement : change.statements)
        sql_[{change.kind, change.name}] += statement.sql + ";\n";
  }

  std::string run() {
    std::string body;
    for (const auto& [kind, places] : groups())
      body += section(kind, places);
    return fill_page({.title = escaped(subject_.schema.source.shown),
                      .contents = contents(),
                      .picture = picture(),
                      .body = std::move(body)});
  }

 private:
  using Group = std::pair<std::string_view, std::vector<std::size_t>>;

  /// What stands alone, by kind.
  [[nodiscard]] std::vector<Group> groups() const {
    std::vector<Group> out;
    out.reserve(first_kinds.size());
    for (const auto kind : first_kinds)
      out.push_back({kind, {}});
    for (std::size_t place = 0; place < whole_.size(); ++place) {
      const auto& object = whole_.object(place);
      if (object.part_of || is_always_there(place)) continue;
      auto found = std::ranges::find(out, object.kind->id, &Group::first);
      if (found == out.end()) found = out.insert(out.end(), {object.kind->id, {}});
      found->second.push_back(place);
    }
    std::erase_if(out, [](const Group& group) { return group.second.empty(); });
    return out;
  }

  /// Nothing makes it, as the schema `public`.
  [[nodiscard]] bool is_always_there(std::size_t place) const {
    return sql_of(place).empty() && parts(place).empty();
  }

  [[nodiscard]] static std::string anchor(const Object& object) {
    return anchor_of(object.kind->id, full_name(object));
  }

  /// The statements that make it; of what another object's CREATE holds: how it stands there.
  [[nodiscard]] std::string sql_of(std::size_t place) const {
    const auto& object = whole_.object(place);
    const auto found = sql_.find({object.kind, join(object.name, ".")});
    if (found != sql_.end()) return found->second;
    return object.kind->inside == nullptr ? "" : object.kind->inside(object);
  }

  [[nodiscard]] std::string contents() const {
    std::string out;
    for (const auto& [kind, places] : groups()) {
      out += fmt::format("<h2>{} <small>{}</small></h2>\n<ul>\n", escaped(kind), places.size());
      for (const auto place : places)
        out += fmt::format("<li><a href=\"#{}\">{}</a></li>\n",
                           anchor(whole_.object(place)),
                           escaped(full_name(whole_.object(place))));
      out += "</ul>\n";
    }
    return out;
  }

  [[nodiscard]] std::string picture() const {
    const auto drawn =
        picture_of(tables_, [&](const Table& table) { return anchor(whole_.object(table.place)); });
    if (drawn.svg.empty() && !tables_.tables.empty())
      subject_.context.log("warning: the page has no picture: " + drawn.problem);
    return drawn.svg.empty() ? fmt::format("<p>No picture: {}</p>\n", escaped(drawn.problem))
                             : drawn.svg;
  }

  [[nodiscard]] std::string section(std::string_view kind,
                                    const std::vector<std::size_t>& places) const {
    auto out = fmt::format("<section>\n<h2>{}</h2>\n", escaped(kind));
    for (const auto place : places)
      out += article(place);
    return out + "</section>\n";
  }

  [[nodiscard]] std::string article(std::size_t place) const {
    const auto& object = whole_.object(place);
    auto out = fmt::format(
        "<article id=\"{}\">\n<h3>{}</h3>\n", anchor(object), escaped(full_name(object)));
    if (const auto& comment = whole_.comment(place); !comment.empty())
      out += fmt::format("<p>{}</p>\n", escaped(comment));
    out += columns(place) + parts(place);
    if (const auto sql = sql_of(place); !sql.empty())
      out += fmt::format("<details><summary>SQL</summary><pre>{}</pre></details>\n",
                         escaped(trim_right(sql)));
    return out + "</article>\n";
  }

  [[nodiscard]] std::string columns(std::size_t place) const {
    const auto list = whole_.columns(place);
    if (list.empty()) return {};
    std::string out =
        "<table>\n<tr><th>column</th><th>type</th><th>null</th><th>value</th><th>key</th>"
        "<th>remark</th></tr>\n";
    for (const auto at : list)
      out += column_row(place, at);
    return out + "</table>\n";
  }

  [[nodiscard]] std::string column_row(std::size_t table, std::size_t place) const {
    const auto& column = whole_.object(place);
    return fmt::format("<tr>{}{}{}{}<td>{}</td>{}</tr>\n",
                       cell(column.name.back()),
                       cell(column.text("type")),
                       cell(column.is("not null") ? "no" : "yes"),
                       cell(value_of(place)),
                       keys_of(table, place),
                       cell(whole_.comment(place)));
  }

  /// Where its value comes from, if nobody gives one.
  [[nodiscard]] std::string value_of(std::size_t place) const {
    const auto& column = whole_.object(place);
    if (column.get("generated")) return "generated: " + column.text("generated");
    for (const auto part : whole_.parts(place)) {
      const auto& with = whole_.object(part);
      if (is(with, "default")) return with.text("expression");
      if (is(with, "identity")) return with.kind->inside(with);
    }
    return {};
  }

  /// With a link to each table that it refers to.
  [[nodiscard]] std::string keys_of(std::size_t table, std::size_t place) const {
    const auto at = std::ranges::find(tables_.tables, table, &Table::place);
    if (at == tables_.tables.end()) return {};
    const auto& column = *std::ranges::find(at->columns, place, &Column::place);
    std::string out;
    if (column.primary) out += "PK ";
    if (column.unique) out += "UK ";
    for (const auto& reference : tables_.references) {
      if (&tables_.tables[reference.from] != &*at ||
          std::ranges::find(reference.columns, column.name) == reference.columns.end())
        continue;
      const auto& other = tables_.tables[reference.to];
      out += fmt::format(
          "FK <a href=\"#{}\">{}</a> ", anchor(whole_.object(other.place)), escaped(other.name));
    }
    return out;
  }

  [[nodiscard]] std::string parts(std::size_t place) const {
    std::string out;
    for (const auto part : whole_.parts(place)) {
      const auto& object = whole_.object(part);
      if (std::ranges::find(shown_elsewhere, object.kind->id) != shown_elsewhere.end()) continue;
      const auto sql = sql_of(part);
      if (sql.empty()) continue;
      out += fmt::format("<tr>{}{}<td><code>{}</code></td></tr>\n",
                         cell(object.kind->id),
                         cell(object.name.back()),
                         escaped(trim_right(sql)));
    }
    return out.empty() ? out : "<table class=\"parts\">\n" + out + "</table>\n";
  }

  const Subject& subject_;
  Whole whole_;
  Tables tables_;
  std::map<std::pair<const catalog::Kind*, std::string>, std::string> sql_;
};

Written write(const Subject& subject) {
  return {.text = Page(subject).run()};
}

}  // namespace

constinit const Format html_format{.name = "html",
                                   .key = "html",
                                   .type = "text",
                                   .meaning = "with `--format html`: a page for a browser",
                                   .write = write};

}  // namespace migrate::commands::inspect
