#pragma once

#include "migrate/catalog/kind.h"
#include "migrate/catalog/snapshot.h"

#include <string>
#include <vector>

namespace migrate::catalog {

// What any object may have: an owner, a comment, security labels, rights. Each is an object of its
// own, part of the one that has it, and named by that one's kind and name.

extern const Kind owner_kind;
extern const Kind comment_kind;
extern const Kind label_kind;
extern const Kind rights_kind;

/// What an aspect of `target` is named: by the kind and the name of that, with `more` behind it
/// where there can be several.
Name name_for(const Object& target, const std::string& more);

/// `TABLE public.users`: what ALTER, COMMENT ON and GRANT call it.
std::string called(const Object& target);

Object owner_of(const Object& target, const std::string& owner);
/// `part` is what COMMENT ON calls a part of the target that is no object: the index of a key, an
/// attribute of a composite type. Empty: the target itself.
Object comment_on(const Object& target, const std::string& part, const std::string& text);
/// The same for SECURITY LABEL: one of each provider.
Object label_on(const Object& target,
                const std::string& part,
                const std::string& provider,
                const std::string& text);

/// One for each grantee, and for each of `by_default`: that these have nothing is something too.
/// `acl` is aclitem[] as text; its owner is not named.
std::vector<Object> rights_on(const Object& target,
                              const std::string& acl,
                              const std::string& owner,
                              const std::vector<std::string>& by_default,
                              int server_version);

/// The roles that a new object of `self` would give rights to, by the default privileges there are.
std::vector<std::string> grantees_by_default(const Object& target,
                                             const std::vector<Object>& defaults,
                                             const std::string& self);

}  // namespace migrate::catalog
