#include "migrate/diff/diff.h"

#include "diff/order.h"
#include "diff/proposals.h"
#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace migrate::diff {

namespace {

using catalog::Context;
using catalog::Hazard;
using catalog::Object;
using catalog::Statements;

void check_majors(const catalog::Snapshot& from, const catalog::Snapshot& to) {
  const auto major = [](const catalog::Snapshot& one) { return one.server_version / 10000; };
  if (major(from) == major(to)) return;
  throw Error(
      ErrorCode::diff,
      fmt::format(
          "a schema of PostgreSQL {} cannot be compared with one of {}", major(from), major(to)))
      .detail("servers of different majors write the same definition differently")
      .hint("give the address of a server of the database's major as `shadow.url`");
}

/// Statements of what is to do.
class Writer {
 public:
  Writer(const Context& context, const Fates& fates, const Options& options)
      : context_(context), fates_(fates), options_(options) {}

  Plan run(const std::vector<Work>& works) {
    std::vector<Statements> statements;
    for (const auto& work : works)
      statements.push_back(statements_of(work));
    find_left_out(works, statements);
    for (std::size_t i = 0; i < works.size(); ++i)
      write(works[i], statements[i]);
    prepare_functions();
    plan_.needs_commits = uses_new_labels();
    return std::move(plan_);
  }

 private:
  [[nodiscard]] Statements statements_of(const Work& work) const {
    auto out = own_statements_of(work);
    for (const auto& carried : work.carried) {
      const auto more = rest_of(carried);
      out.insert(out.end(), more.begin(), more.end());
    }
    return out;
  }

  /// What is left to do of what came with something else.
  [[nodiscard]] Statements rest_of(const Work::Carried& carried) const {
    const auto& pair = fates_.pairs[carried.pair];
    if (carried.deed == Deed::drop) return {};
    const auto& object = context_.to.objects[*pair.to];
    if (object.kind->settle == nullptr) return {};
    if (carried.deed == Deed::create) return object.kind->settle(object, context_);
    return object.kind->alter(context_.from.objects[*pair.from], object, context_);
  }

  [[nodiscard]] Statements own_statements_of(const Work& work) const {
    const auto& pair = fates_.pairs[work.pair];
    if (work.deed == Deed::drop) {
      const auto& object = context_.from.objects[*pair.from];
      return object.kind->drop(object, context_);
    }
    const auto& object = context_.to.objects[*pair.to];
    if (work.deed == Deed::alter)
      return object.kind->alter(context_.from.objects[*pair.from], object, context_);
    catalog::Folded folded;
    for (const auto part : work.folded)
      folded.push_back(&context_.to.objects[*fates_.pairs[part].to]);
    return object.kind->create(object, folded, context_);
  }

  [[nodiscard]] bool is_allowed(const Statements& statements) const {
    const auto is_bad = [this](Hazard hazard) {
      return hazard == Hazard::data_loss &&
             std::ranges::find(options_.allow, hazard) == options_.allow.end();
    };
    return std::ranges::none_of(
        statements, [&](const auto& one) { return std::ranges::any_of(one.hazards, is_bad); });
  }

  /// With a drop that is not allowed what would take its place is left out too.
  void find_left_out(const std::vector<Work>& works, const std::vector<Statements>& statements) {
    for (std::size_t i = 0; i < works.size(); ++i) {
      if (is_allowed(statements[i])) continue;
      left_out_.insert(works[i].pair);
      left_out_.insert(works[i].folded.begin(), works[i].folded.end());
      for (const auto& carried : works[i].carried)
        left_out_.insert(carried.pair);
    }
  }

  void write(const Work& work, const Statements& statements) {
    if (statements.empty()) return;
    const bool is_left_out = left_out_.contains(work.pair);
    auto& changes = is_left_out ? plan_.left_out : plan_.changes;
    auto& change = change_of(changes, work);
    change.statements.insert(change.statements.end(), statements.begin(), statements.end());
    if (!is_left_out)
      plan_.statements.insert(plan_.statements.end(), statements.begin(), statements.end());
  }

  Change& change_of(std::vector<Change>& changes, const Work& work) {
    const auto& pair = fates_.pairs[work.pair];
    const auto& object =
        pair.to ? context_.to.objects[*pair.to] : context_.from.objects[*pair.from];
    const auto [at, is_new] = places_.try_emplace(work.pair, changes.size());
    if (is_new) {
      changes.push_back({.kind = object.kind,
                         .name = join(object.name, "."),
                         .action = action_of(pair.fate),
                         .statements = {}});
      if (pair.from && pair.to) {
        const auto& before = context_.from.objects[*pair.from];
        note_definitions(changes.back(), before, object);
        note_differing(changes.back(), before, object);
      }
    }
    return changes[at->second];
  }

  static void note_definitions(Change& change, const Object& from, const Object& to) {
    static constexpr std::string_view name = "definition";
    if (std::ranges::find(to.kind->properties, name, &catalog::Property::name) ==
        to.kind->properties.end())
      return;
    const auto& before = from.text(name);
    const auto& after = to.text(name);
    if (before == after || (before + after).find('\n') == std::string::npos) return;
    change.before = before;
    change.after = after;
  }

  /// The name of a NOT NULL comes with it.
  static bool is_told(const Change& change, std::string_view property) {
    return std::ranges::any_of(change.differing, [&](const Differing& one) {
      return property.starts_with(std::string(one.property) + " ");
    });
  }

  static void note_differing(Change& change, const Object& from, const Object& to) {
    for (std::size_t i = 0; i < from.properties.size(); ++i) {
      const auto& property = from.kind->properties[i];
      if (property.policy != catalog::Policy::ignore && from.properties[i] != to.properties[i] &&
          !is_told(change, property.name))
        change.differing.push_back({property.name, from.properties[i], to.properties[i]});
    }
  }

  static Action action_of(Fate fate) {
    switch (fate) {
      case Fate::created:
        return Action::create;
      case Fate::dropped:
        return Action::drop;
      case Fate::recreated:
        return Action::recreate;
      default:
        return Action::alter;
    }
  }

  /// What a body in a string needs is not known: it is not looked at when the function is made.
  void prepare_functions() {
    const auto makes_function = [](const catalog::Statement& one) {
      return one.sql.starts_with("CREATE OR REPLACE FUNCTION") ||
             one.sql.starts_with("CREATE OR REPLACE PROCEDURE");
    };
    if (std::ranges::any_of(plan_.statements, makes_function))
      plan_.statements.insert(plan_.statements.begin(), {"SET check_function_bodies = off"});
  }

  /// A new label cannot be used in the transaction that adds it.
  [[nodiscard]] bool uses_new_labels() const {
    for (auto at = plan_.statements.begin(); at != plan_.statements.end(); ++at) {
      const auto add = at->sql.find(" ADD VALUE '");
      if (!at->sql.starts_with("ALTER TYPE") || add == std::string::npos) continue;
      const auto begin = add + 11;
      const auto label = at->sql.substr(begin, at->sql.find('\'', begin + 1) + 1 - begin);
      if (std::any_of(at + 1, plan_.statements.end(), [&](const auto& later) {
            return !later.sql.starts_with("ALTER TYPE") &&
                   later.sql.find(label) != std::string::npos;
          }))
        return true;
    }
    return false;
  }

  const Context& context_;
  const Fates& fates_;
  const Options& options_;
  std::set<std::size_t> left_out_;             ///< pairs
  std::map<std::size_t, std::size_t> places_;  ///< of each pair's change in its list
  Plan plan_;
};

}  // namespace

std::string_view name_of(Action action) {
  static constexpr std::array<std::string_view, 5> names{
      "create", "alter", "drop", "recreate", "rename"};
  return names.at(static_cast<std::size_t>(action));
}

bool Change::is_difference() const {
  const bool is_in_both = action == Action::alter || action == Action::recreate;
  return !is_in_both || !differing.empty();
}

std::vector<Hazard> Change::hazards() const {
  std::set<Hazard> all;
  for (const auto& statement : statements)
    all.insert(statement.hazards.begin(), statement.hazards.end());
  return {all.begin(), all.end()};
}

Plan compare(const catalog::Snapshot& from, const catalog::Snapshot& to, const Options& options) {
  check_majors(from, to);
  const Context context{.from = from, .to = to};
  const auto fates = decide_fates(context);
  auto plan = Writer(context, fates, options).run(order_work(context, fates));
  plan.proposals = propose_renames(context, fates);
  plan.other_names = find_other_names(context, fates);
  for (const auto* snapshot : {&from, &to})
    for (const auto& name : snapshot->unmodelled)
      if (std::ranges::find(plan.warnings, name + " is not compared") == plan.warnings.end())
        plan.warnings.push_back(name + " is not compared");
  return plan;
}

}  // namespace migrate::diff
