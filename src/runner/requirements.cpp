#include "migrate/runner/requirements.h"

#include "migrate/base/strings.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

#include <algorithm>

namespace migrate::runner {

namespace {

using revision::Requirement;
using revision::VersionBound;
using sql::quote_literal;

constexpr std::string_view server_version =
    "(select pg_catalog.concat(v.n / 10000, '.', v.n % 10000) "
    "from (select pg_catalog.current_setting('server_version_num')::int as n) v)";

/// The first `parts` numbers of a version as an array, zeros where it has fewer.
std::string numbers(const std::string& version, std::size_t parts) {
  std::string zeros = "0";
  for (std::size_t i = 1; i < parts; ++i)
    zeros += ",0";
  return fmt::format(
      "(pg_catalog.string_to_array((pg_catalog.regexp_match({}, '^[0-9]+(?:[.][0-9]+)*'))[1], "
      "'.')::numeric[] || '{{{}}}'::numeric[])[1:{}]",
      version,
      zeros,
      parts);
}

std::string fits(const std::string& version, const std::vector<VersionBound>& bounds) {
  std::string out = "true";
  for (const auto& bound : bounds) {
    const auto parts = split_at(bound.version, '.').size();
    out += fmt::format(" and {} {} '{{{}}}'::numeric[]",
                       numbers(version, parts),
                       bound.comparison,
                       replace_all(bound.version, ".", ","));
  }
  return out;
}

/// One row: whether it is met, what is present, available and fitting.
std::string facts_of(const Requirement& requirement, Where where) {
  const auto name = quote_literal(requirement.name);
  switch (requirement.kind) {
    case Requirement::Kind::server:
      break;
    case Requirement::Kind::role:
      return fmt::format(
          "exists (select from pg_catalog.pg_roles r where r.rolname = {}), null, null, null",
          name);
    case Requirement::Kind::extension: {
      const auto installed = where == Where::here
                                 ? fmt::format(
                                       "(select e.extversion from pg_catalog.pg_extension e "
                                       "where e.extname = {})",
                                       name)
                                 : "null::text";
      const auto versions = fmt::format(
          "(select pg_catalog.string_agg(a.version, ', ' order by {}, a.version) "
          "from available a where a.name = {}",
          numbers("a.version", 5),
          name);
      const auto newest = fmt::format(
          "(select a.version from available a where a.name = {} and {} "
          "order by {} desc, a.version desc limit 1)",
          name,
          fits("a.version", requirement.bounds),
          numbers("a.version", 5));
      return fmt::format("case when {0} is null then {2} is not null else {3} end, {0}, {1}), {2}",
                         installed,
                         versions,
                         newest,
                         fits(installed, requirement.bounds));
    }
  }
  return fmt::format(
      "{}, {}, null, null", fits(std::string(server_version), requirement.bounds), server_version);
}

/// The unmet ones of `all`: index, present, available, fitting, in rising order.
std::string unmet_query(const std::vector<Required>& all, Where where) {
  std::string names = "null";
  std::string rows;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& requirement = all[i].requirement;
    if (requirement.kind == Requirement::Kind::extension)
      names += ", " + quote_literal(requirement.name);
    rows += fmt::format(
        "{}\n  select {}, {}", i == 0 ? "" : " union all", i, facts_of(requirement, where));
  }
  return fmt::format(
      "with available as (\n"
      "  select v.name::text, v.version from pg_catalog.pg_available_extension_versions v\n"
      "  where v.name in ({}))\n"
      "select u.i, u.present, u.available, u.fitting\n"
      "from ({}) u (i, met, present, available, fitting)\n"
      "where not u.met order by u.i",
      names,
      rows);
}

/// Whether the step or one before it does what the server lacks.
bool is_made_by(std::span<const RunStep> steps, const Required& required) {
  const auto first = required.steps.front();
  const auto& requirement = required.requirement;
  return std::any_of(steps.begin(),
                     steps.begin() + static_cast<std::ptrdiff_t>(first) + 1,
                     [&](const RunStep& step) {
                       if (step.step.direction != revision::Direction::upgrade) return false;
                       return requirement.kind == Requirement::Kind::extension
                                  ? updates_extension(*step.file, requirement.name)
                                  : creates(*step.file, requirement);
                     });
}

}  // namespace

std::vector<Required> required_by(std::span<const RunStep> steps) {
  std::vector<Required> out;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].step.direction != revision::Direction::upgrade || steps[i].may_fail()) continue;
    for (const auto& requirement : steps[i].file->header.requirements) {
      const auto known = std::find_if(out.begin(), out.end(), [&](const Required& one) {
        return one.requirement == requirement;
      });
      if (known != out.end())
        known->steps.push_back(i);
      else
        out.push_back({.requirement = requirement, .steps = {i}});
    }
  }
  return out;
}

std::vector<Unmet> unmet_requirements(pg::Connection& connection,
                                      std::span<const RunStep> steps,
                                      Where where) {
  const auto all = required_by(steps);
  if (all.empty()) return {};
  const auto rows = connection.execute("begin read only; set local search_path = '';" +
                                       unmet_query(all, where) + "; commit");
  std::vector<Unmet> out;
  for (const auto& row : rows.rows) {
    const auto& required = all.at(std::stoul(row[0].value_or("")));
    Unmet unmet{.required = required,
                .present = row[1].value_or(""),
                .available = row[2].value_or(""),
                .fitting = row[3].value_or("")};
    const bool can_be_made =
        required.requirement.kind == Requirement::Kind::role || !unmet.fitting.empty();
    if (!can_be_made || !is_made_by(steps, required)) out.push_back(std::move(unmet));
  }
  return out;
}

std::string requirements_script(std::span<const RunStep> steps) {
  auto all = required_by(steps);
  // An update that the script makes is taken at its word: the server tells when it runs.
  std::erase_if(all, [&](const Required& required) { return is_made_by(steps, required); });
  if (all.empty()) return {};
  std::string names;
  for (const auto& required : all) {
    const auto& first = steps[required.steps.front()];
    names += fmt::format("{}{}",
                         names.empty() ? "" : ", ",
                         quote_literal(fmt::format(
                             "{} (for {})", shown(required.requirement), first.step.revision)));
  }
  return fmt::format(R"(begin;
set local search_path = '';
do $migrate$
declare unmet text;
begin
  select pg_catalog.string_agg((array[{}])[i + 1], ', ' order by i) into unmet from (
{}) u;
  if unmet is not null then
    raise exception 'migrate: the migrations require what is not there: %', unmet
      using hint = 'nothing was changed';
  end if;
end $migrate$;
commit;
)",
                     names,
                     unmet_query(all, Where::here));
}

}  // namespace migrate::runner
