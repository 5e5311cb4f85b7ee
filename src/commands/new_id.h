#pragma once

#include "migrate/base/clock.h"
#include "migrate/config/settings.h"
#include "migrate/revision/revision.h"
#include "migrate/revision/revision_map.h"

#include <string>

namespace migrate::commands {

/// An id of the kind that `revision_ids` says, which none of these revisions has.
std::string new_id(const config::Settings& settings,
                   const revision::RevisionMap& map,
                   const CivilTime& time);

/// Throws Error(illegal_id) for an id that the version table of Alembic, where that is adopted,
/// cannot hold as Alembic makes it: a file with it could not be applied.
void refuse_long_id(const config::Settings& settings, const std::string& id);

/// The name that `file_template` gives its file.
std::string new_file_name(const config::Settings& settings,
                          const revision::Revision& revision,
                          const CivilTime& time);

}  // namespace migrate::commands
