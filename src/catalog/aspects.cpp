#include "catalog/aspects.h"

#include "catalog/kinds/support.h"

namespace migrate::catalog {

Name name_for(const Object& target, const std::string& more) {
  Name name{std::string(target.kind->id)};
  name.insert(name.end(), target.name.begin(), target.name.end());
  if (!more.empty()) name.push_back(more);
  return name;
}

std::string called(const Object& target) {
  return fmt::format("{} {}", target.kind->sql, target.kind->reference(target));
}

namespace {

// Owners. One that is nobody's own belongs to whoever runs the statements.

constexpr Property owner_properties[] = {{"target", Policy::ignore}, {"owner", Policy::alter}};

/// Whoever creates an object owns it.
Statements give_to_owner(const Object& object,
                         const Folded& /*folded*/,
                         const Context& /*context*/) {
  if (!object.get("owner")) return {};
  return {{fmt::format(
      "ALTER {} OWNER TO {}", object.text("target"), identifier(object.text("owner")))}};
}

Statements change_owner(const Object& /*from*/, const Object& to, const Context& /*context*/) {
  const auto owner = to.get("owner") ? identifier(to.text("owner")) : "CURRENT_USER";
  return {{fmt::format("ALTER {} OWNER TO {}", to.text("target"), owner)}};
}

// Comments.

constexpr Property comment_properties[] = {{"target", Policy::ignore}, {"text", Policy::alter}};

Statements set_comment(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {{fmt::format(
      "COMMENT ON {} IS {}", object.text("target"), quote_literal(object.text("text")))}};
}

Statements alter_comment(const Object& /*from*/, const Object& to, const Context& context) {
  return set_comment(to, {}, context);
}

Statements drop_comment(const Object& object, const Context& /*context*/) {
  return {{fmt::format("COMMENT ON {} IS NULL", object.text("target"))}};
}

// Security labels: texts for a loaded module, which knows what they mean.

constexpr Property label_properties[] = {{"target", Policy::ignore}, {"label", Policy::alter}};

std::string label_text(const Object& object, const std::string& label) {
  return fmt::format("SECURITY LABEL FOR {} ON {} IS {}",
                     identifier(object.name.back()),
                     object.text("target"),
                     label);
}

Statements set_label(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {{label_text(object, quote_literal(object.text("label")))}};
}

Statements alter_label(const Object& /*from*/, const Object& to, const Context& context) {
  return set_label(to, {}, context);
}

Statements drop_label(const Object& object, const Context& /*context*/) {
  return {{label_text(object, "NULL")}};
}

}  // namespace

const Kind owner_kind{.id = "owner",
                      .sql = "",
                      .properties = owner_properties,
                      .create = give_to_owner,
                      .alter = change_owner,
                      .drop = nothing,
                      .in_schema = false};

const Kind comment_kind{.id = "comment",
                        .sql = "",
                        .properties = comment_properties,
                        .create = set_comment,
                        .alter = alter_comment,
                        .drop = drop_comment,
                        .in_schema = false};

const Kind label_kind{.id = "security label",
                      .sql = "",
                      .properties = label_properties,
                      .create = set_label,
                      .alter = alter_label,
                      .drop = drop_label,
                      .in_schema = false};

Object owner_of(const Object& target, const std::string& owner) {
  return {.kind = &owner_kind,
          .name = name_for(target, ""),
          .properties = {called(target), owner.empty() ? Value() : Value(owner)},
          .needs = {}};
}

Object comment_on(const Object& target, const std::string& part, const std::string& text) {
  return {.kind = &comment_kind,
          .name = name_for(target, part),
          .properties = {part.empty() ? called(target) : part, text},
          .needs = {}};
}

Object label_on(const Object& target,
                const std::string& part,
                const std::string& provider,
                const std::string& text) {
  auto name = name_for(target, part);
  name.push_back(provider);
  return {.kind = &label_kind,
          .name = std::move(name),
          .properties = {part.empty() ? called(target) : part, text},
          .needs = {}};
}

}  // namespace migrate::catalog
