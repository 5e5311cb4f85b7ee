#pragma once

#include <string>
#include <vector>

namespace migrate::revision {

struct RevisionFile;

/// A bound of a version: `>= 0.5`. As many parts are compared as it names: 15.3 is `= 15`, and not
/// `> 15`. What follows the numbers of a version is not looked at: `3.4.0dev` is 3.4.0.
struct VersionBound {
  std::string comparison;  ///< `<`, `<=`, `=`, `>=` or `>`
  std::string version;     ///< numbers with dots between

  bool operator==(const VersionBound&) const = default;
};

/// Something that a migration needs and does not make itself.
struct Requirement {
  enum class Kind { server, extension, role };

  Kind kind = Kind::server;
  std::string name;                  ///< of the extension or the role
  std::vector<VersionBound> bounds;  ///< of the server's or the extension's version: all of them

  bool operator==(const Requirement&) const = default;
};

/// `>= 14, < 17`.
std::string shown(const std::vector<VersionBound>& bounds);

/// `extension vector >= 0.5`, `server >= 14`, `role app`.
std::string shown(const Requirement& requirement);

/// Whether the upgrade section creates the role or the extension, or updates the extension, as far
/// as its words tell, those in DO bodies and strings too.
bool creates(const RevisionFile& file, const Requirement& requirement);
bool updates_extension(const RevisionFile& file, const std::string& name);

}  // namespace migrate::revision
