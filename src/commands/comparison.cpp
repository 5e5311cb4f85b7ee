#include "commands/comparison.h"

#include "commands/confirm.h"
#include "commands/rename_option.h"
#include "migrate/base/strings.h"
#include "migrate/runner/replay.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

namespace migrate::commands {

namespace {

using catalog::Hazard;
using catalog::Snapshot;
using catalog::Statements;
using diff::Plan;
using diff::Rename;
using runner::InTransaction;

constexpr std::array all_hazards{Hazard::data_loss,
                                 Hazard::table_rewrite,
                                 Hazard::access_exclusive_lock,
                                 Hazard::not_transactional,
                                 Hazard::might_fail_on_data};

std::vector<Hazard> allowed(const Context& context) {
  std::vector<Hazard> out;
  for (const auto& word : context.arguments.values("--allow")) {
    const auto found = std::ranges::find_if(
        all_hazards, [&](Hazard hazard) { return catalog::name_of(hazard) == word; });
    if (found == all_hazards.end())
      throw Error(ErrorCode::usage, fmt::format("\"{}\" is no hazard", word))
          .hint("--allow data-loss is the one that has to be said");
    out.push_back(*found);
  }
  return out;
}

std::vector<std::string> names_in(const std::vector<diff::Change>& changes) {
  std::vector<std::string> out;
  for (const auto& change : changes)
    out.push_back(fmt::format("{} {}", change.kind->id, change.name));
  return out;
}

Error unproven(const std::string& what) {
  return Error(ErrorCode::diff, what)
      .state("nothing was written; your database is untouched")
      .hint("--no-verify leaves the proof out: then look at the SQL with care");
}

/// What was left out on the way there has not gone: nothing brings it, or a part of it, back.
void forget(const diff::Change& left_out, Plan& back) {
  std::erase_if(back.changes, [&](const diff::Change& change) {
    const bool is_it = change.kind == left_out.kind && change.name == left_out.name;
    if (!is_it && !change.name.starts_with(left_out.name + ".")) return false;
    for (const auto& statement : change.statements) {
      const auto at = std::ranges::find(back.statements, statement.sql, &catalog::Statement::sql);
      if (at != back.statements.end()) back.statements.erase(at);
    }
    return true;
  });
}

/// Makes a comparison, step by step.
class Comparing {
 public:
  Comparing(const Context& context,
            const config::Settings& settings,
            const Source& from,
            const Source& to,
            const How& how)
      : options_{.allow = how.allow},
        how_(how),
        verify_(how.verify),
        schemas_(context, settings),
        pair_(schemas_.read(from, to)) {
    out_.from = from;
    out_.to = to;
    out_.databases = schemas_.databases();
  }

  Comparison run() {
    rename();
    name();
    plan();
    if (is_done()) {  // as it stands
      if (how_.leads_back) lead_back_from(start());
    } else {
      if (verify_) prove();
      if (how_.leads_back) lead_back();
    }
    out_.proven = verify_;
    return std::move(out_);
  }

 private:
  /// There is nothing to run, so that nothing has to be tried either.
  [[nodiscard]] bool is_done() const {
    return out_.renames.empty() && out_.plan.statements.empty();
  }

  void rename() {
    std::vector<Rename> given;
    for (const auto& word : how_.renames)
      given.push_back(rename_of(word, start()));
    make(given);
    if (how_.heeds_remarks) heed(pair_.to.remarks);
  }

  /// One may be about what another one makes, in any order.
  void heed(std::vector<RenameRemark> remarks) {
    for (std::size_t i = 0; i < remarks.size();) {
      const auto rename = rename_for(remarks[i], pair_.from.snapshot, pair_.to.snapshot);
      if (!rename) {
        ++i;
        continue;
      }
      make({*rename});
      remarks.erase(remarks.begin() + static_cast<std::ptrdiff_t>(i));
      i = 0;
    }
  }

  /// On the shadow, whether or not the rest is tried: what mentions an old name then mentions the
  /// new one.
  void make(const std::vector<Rename>& renames) {
    if (renames.empty()) return;
    verify_ = true;
    Statements there;
    for (const auto& one : renames) {
      there.push_back({.sql = diff::rename_sql(one)});
      out_.renames_back.insert(
          out_.renames_back.begin(),
          {.sql = diff::rename_sql({.kind = one.kind, .from = one.to, .to = one.from})});
    }
    schemas_.hold(pair_.from);
    run_here(there, "a rename cannot be made");
    look_again();
    out_.renamed.insert(out_.renamed.end(), renames.begin(), renames.end());
    out_.renames.insert(out_.renames.end(), there.begin(), there.end());
  }

  /// What looks like a rename is asked for, where somebody can be asked.
  void plan() {
    std::vector<Rename> agreed;
    do {
      make(agreed);
      out_.plan = diff::compare(pair_.from.snapshot, pair_.to.snapshot, options_);
      agreed = following();
      if (agreed.empty() && how_.agrees) agreed = agreed_to(out_.plan.proposals);
    } while (!agreed.empty());
  }

  /// Of a table that is renamed, or a column of which is: its constraints, indexes and sequences
  /// get the names that they have in the other schema.
  [[nodiscard]] std::vector<Rename> following() const {
    std::vector<Rename> out;
    for (const auto& one : out_.plan.other_names)
      if (is_renamed(one.from)) out.push_back(one);
    for (const auto& one : out_.plan.proposals)
      if (one.kind == "sequence" && is_renamed(owner_of(one.from))) out.push_back(one);
    return out;
  }

  /// Whether it is a part of such a table.
  [[nodiscard]] bool is_renamed(const std::string& name) const {
    return std::ranges::any_of(out_.renamed, [&](const Rename& made) {
      const auto end = made.kind == "column" ? made.to.rfind('.') : made.to.size();
      return name.starts_with(made.to.substr(0, end) + ".");
    });
  }

  /// The column that owns the sequence, or an empty text.
  [[nodiscard]] std::string owner_of(const std::string& sequence) const {
    const auto& objects = pair_.from.snapshot.objects;
    for (const auto& object : objects)
      if (object.kind->id == "sequence" && object.part_of && sql::dotted(object.name) == sequence)
        return sql::dotted(objects[*object.part_of].name);
    return {};
  }

  /// Takes out those that are refused.
  std::vector<Rename> agreed_to(std::vector<Rename>& proposals) {
    std::vector<Rename> out;
    for (const auto& one : proposals) {
      if (refused_.contains(one.from)) continue;
      if (how_.agrees(one))
        out.push_back(one);
      else
        refused_.insert(one.from);
    }
    proposals.clear();
    return out;
  }

  /// Only what is written has names to be given.
  void name() {
    if (!pair_.from.held && !pair_.to.held) return;
    const auto from = pair_.from.snapshot;
    if (!start_) start_ = from;
    schemas_.name(pair_.from, pair_.to.snapshot);
    schemas_.name(pair_.to, from);
  }

  /// `from` before anything was done to it: the schema as it is now where nothing was.
  [[nodiscard]] const Snapshot& start() const { return start_ ? *start_ : pair_.from.snapshot; }

  void look_again() {
    if (!start_) start_ = std::move(pair_.from.snapshot);
    pair_.from.snapshot = schemas_.look_at(*pair_.from.held);
  }

  void run_here(const Statements& statements, const std::string& failure, bool by_itself = false) {
    try {
      runner::apply(
          *pair_.from.held, statements, by_itself ? InTransaction::no : InTransaction::yes);
    } catch (const pg::StatementFailed& e) {
      throw unproven(failure).detail(e.message() + "\n" + e.detail()).sqlstate(e.sqlstate());
    }
  }

  /// Take the way on a database that has `from`, and see where it leads.
  void prove() {
    schemas_.hold(pair_.from);
    run_here(out_.plan.statements,
             fmt::format("the statements from {} to {} fail", out_.from.shown, out_.to.shown),
             out_.plan.needs_commits);
    look_again();
    require_same(
        pair_.from.snapshot,
        pair_.to.snapshot,
        fmt::format("the statements do not lead from {} to {}", out_.from.shown, out_.to.shown));
  }

  void require_same(const Snapshot& here, const Snapshot& there, const std::string& failure) const {
    const auto rest = diff::compare(here, there, options_);
    auto names = names_in(rest.changes);
    if (out_.plan.left_out.empty())
      for (auto& name : names_in(rest.left_out))
        names.push_back(std::move(name));
    if (!names.empty()) throw unproven(failure).detail("still different: " + names_of(names));
  }

  /// From where the plan leads, which is not `to` where something was left out.
  void lead_back() {
    if (!verify_) {
      lead_back_from(pair_.to.snapshot);
      for (const auto& change : out_.plan.left_out)
        forget(change, *out_.back);
      return;
    }
    if (!out_.renames_back.empty()) {
      run_here(out_.renames_back, "a rename cannot be undone");
      look_again();
    }
    lead_back_from(pair_.from.snapshot);
    run_here(out_.back->statements,
             fmt::format("the statements back to {} fail", out_.from.shown),
             out_.back->needs_commits);
    options_.allow.assign(all_hazards.begin(), all_hazards.end());
    require_same(
        schemas_.look_at(*pair_.from.held),
        start(),
        fmt::format("the statements of the downgrade do not lead back to {}", out_.from.shown));
  }

  void lead_back_from(const Snapshot& reached) {
    const diff::Options everything{.allow = {all_hazards.begin(), all_hazards.end()}};
    out_.back = diff::compare(reached, start(), everything);
  }

  diff::Options options_;
  const How& how_;
  bool verify_;
  Schemas schemas_;
  Schemas::Pair pair_;
  std::optional<Snapshot> start_;  ///< see start()
  std::set<std::string> refused_;  ///< what somebody says is no rename
  Comparison out_;
};

}  // namespace

Statements Comparison::statements() const {
  auto out = renames;
  out.insert(out.end(), plan.statements.begin(), plan.statements.end());
  return out;
}

Comparison compare(const Context& context,
                   const config::Settings& settings,
                   const Source& from,
                   const Source& to,
                   const How& how) {
  return Comparing(context, settings, from, to, how).run();
}

How to_the_end() {
  return {
      .allow = {all_hazards.begin(), all_hazards.end()}, .heeds_remarks = false, .verify = false};
}

How how_of(const Context& context) {
  How out{.allow = allowed(context),
          .renames = context.arguments.values("--rename"),
          .verify = !context.arguments.has("--no-verify")};
  if (can_ask(context) && context.on_terminal && !context.json)
    out.agrees = [&context](const Rename& one) {
      return agrees(
          context,
          fmt::format("is {} {} renamed to {}, with what is in it?", one.kind, one.from, one.to));
    };
  return out;
}

std::vector<Option> comparison_options() {
  return {
      {.name = "--allow",
       .kind = OptionKind::list,
       .value_name = "HAZARD",
       .help = "generate changes that have this hazard: `data-loss`",
       .default_text = "such changes are left out"},
      {.name = "--rename",
       .kind = OptionKind::list,
       .value_name = "OLD=NEW",
       .help = "what is gone and what is new is one object: `table:public.users=public.people`; "
               "may be given several times",
       .default_text = "none"},
      {.name = "--no-verify", .help = "do not try the statements on the shadow server"}};
}

}  // namespace migrate::commands
