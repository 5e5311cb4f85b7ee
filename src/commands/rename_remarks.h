#pragma once

#include "migrate/base/error.h"
#include "migrate/catalog/snapshot.h"
#include "migrate/diff/diff.h"
#include "migrate/revision/revision_file.h"

#include <optional>
#include <string>
#include <vector>

namespace migrate::commands {

/// `-- rename: column users.fullname -> name` in a file of a schema: what was there before under
/// the old name is what the schema has under the new one.
struct RenameRemark {
  std::string kind;               ///< empty: not said
  std::vector<std::string> from;  ///< the words of the name, of which the first may be missing
  std::vector<std::string> to;
  Place place;
};

/// Throws Error(malformed_file) at the place of one that is none.
std::vector<RenameRemark> rename_remarks(const std::vector<revision::RevisionFile>& files);

/// The rename that it asks for on the way from one schema to the other. Nothing where `from` does
/// not have the old name, or has the new one too: it is done. Throws Error(malformed_file) where
/// the old name can mean several objects, or `to` does not fit.
std::optional<diff::Rename> rename_for(const RenameRemark& remark,
                                       const catalog::Snapshot& from,
                                       const catalog::Snapshot& to);

}  // namespace migrate::commands
