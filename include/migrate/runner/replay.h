#pragma once

#include "migrate/catalog/kind.h"
#include "migrate/revision/revision_file.h"
#include "migrate/runner/run.h"
#include "migrate/runner/shadow.h"

#include <string>
#include <vector>

namespace migrate::runner {

/// Run the sections of the steps in their order, without version table and history, with the
/// settings and the search path of migrations; not their role: the shadow has it for its user.
/// Verify sections are left out. Throws Error(migration_failed) at the place in the file.
void replay(ShadowDatabase& database, const std::vector<RunStep>& steps, const RunOptions& options);

/// Run files of parse_schema_file that describe a schema. What fails is tried again behind what it
/// may need, until nothing more succeeds: the order of files and statements does not matter. The
/// data of COPY are left out, and BEGIN and COMMIT. Throws Error(migration_failed) for the first
/// statement that cannot be run, at its place.
void load_schema(ShadowDatabase& database,
                 const std::vector<revision::RevisionFile>& files,
                 const RunOptions& options);

enum class InTransaction { yes, no };

/// Run the statements of a plan. Throws pg::StatementFailed, its detail naming the statement.
void apply(ShadowDatabase& database,
           const catalog::Statements& statements,
           InTransaction in_transaction);

}  // namespace migrate::runner
