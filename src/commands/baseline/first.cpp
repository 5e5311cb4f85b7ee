#include "commands/baseline/first.h"

#include "commands/autogenerate.h"
#include "commands/baseline/records.h"
#include "commands/new_id.h"
#include "commands/templates.h"
#include "migrate/base/clock.h"
#include "migrate/base/interrupt.h"
#include "migrate/diff/diff.h"
#include "migrate/revision/new_file.h"
#include "migrate/revision/template.h"

#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace migrate::commands::baseline {

namespace {

using catalog::Snapshot;
using revision::Direction;

constexpr auto untouched = "nothing was written; your database is untouched, and not stamped";

const diff::Options& everything() {
  static const diff::Options options{.allow = {catalog::Hazard::data_loss}};
  return options;
}

/// The sections of the file, run on the shadow.
class Proof {
 public:
  Proof(Schemas& schemas, Schemas::Pair& pair, std::shared_ptr<revision::RevisionFile> file)
      : schemas_(schemas), pair_(pair), file_(std::move(file)) {}

  void run() {
    run(Direction::upgrade);
    require_same(pair_.to.snapshot, "the baseline does not make the schema of the database anew");
    run(Direction::downgrade);
    require_same(pair_.from.snapshot, "the downgrade of the baseline does not take away all of it");
  }

 private:
  void run(Direction direction) {
    const runner::RunStep step{.step = {.direction = direction,
                                        .revision = file_->header.id,
                                        .rows_before = {},
                                        .rows_after = {}},
                               .file = file_,
                               .path = file_->header.file};
    try {
      schemas_.run(*pair_.from.held, {step});
    } catch (Error& error) {
      throw error.state(untouched);
    }
  }

  void require_same(const Snapshot& wanted, const std::string& failure) {
    const auto now = schemas_.look_at(*pair_.from.held);
    std::vector<std::string> names;
    for (const auto& change : diff::compare(now, wanted, everything()).changes)
      names.push_back(fmt::format("{} {}", change.kind->id, change.name));
    if (names.empty()) return;
    throw Error(ErrorCode::diff, failure)
        .detail("still different: " + names_of(names))
        .hint("`schema.exclude` in the config leaves objects out of it; please report the rest")
        .state(untouched);
  }

  Schemas& schemas_;
  Schemas::Pair& pair_;
  std::shared_ptr<revision::RevisionFile> file_;
};

First named(const Context& context, const config::Settings& settings, const Project& project) {
  const auto time = civil_time(std::chrono::system_clock::now(), settings.timezone.get());
  First out;
  out.revision.id = new_id(settings, project.map(), time);
  out.revision.message =
      revision::header_message(context.arguments.value("--message").value_or("baseline"));
  out.revision.created = time.iso();
  out.path = config::version_folders(settings).front();
  out.path /= new_file_name(settings, out.revision, time);
  return out;
}

}  // namespace

std::optional<First> make_first(const Context& context,
                                const config::Settings& settings,
                                const Project& project,
                                Database& database) {
  auto out = named(context, settings, project);
  Schemas schemas(context, settings, &database);
  auto pair = schemas.read({.kind = Source::Kind::empty, .shown = "empty"},
                           {.kind = Source::Kind::database, .shown = "database"});
  const auto up = diff::compare(pair.from.snapshot, pair.to.snapshot, everything());
  for (const auto& name : pair.to.snapshot.unmodelled)
    out.warnings.push_back(name + " is of a kind that is not known: the baseline is without it");
  for (auto& warning : warn_of_records(pair.to.snapshot))
    out.warnings.push_back(std::move(warning));
  if (up.statements.empty()) return std::nullopt;
  const auto down = diff::compare(pair.to.snapshot, pair.from.snapshot, everything());
  out.text = new_file_text(settings,
                           {.revision = out.revision,
                            .upgrade = section_of(settings, without_hazards(up.statements)),
                            .downgrade = section_of(settings, down.statements),
                            .upgrade_transaction = mode_of(up),
                            .downgrade_transaction = mode_of(down)});
  Proof(schemas, pair, as_read(context, settings, out.text, files::shown(out.path))).run();
  Interrupt::throw_if_pending();
  return out;
}

}  // namespace migrate::commands::baseline
