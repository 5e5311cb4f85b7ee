#include "commands/rename_remarks.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/base/text_position.h"
#include "migrate/sql/lexer.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>

namespace migrate::commands {

namespace {

using catalog::Object;
using catalog::Snapshot;
using revision::RevisionFile;

constexpr std::string_view key = "rename:";
constexpr auto form = "it is written as `-- rename: column users.fullname -> name`";

/// Of one file.
class Reader {
 public:
  explicit Reader(const RevisionFile& file) : file_(file) {}

  std::vector<RenameRemark> run() {
    std::size_t at = 0;
    for (const auto& statement : file_.upgrade->statements) {
      look(at, statement.begin, true);
      look(statement.begin, statement.end, statement.standard_strings);
      at = statement.has_copy_data ? statement.copy_end : statement.end;
    }
    look(at, file_.text.size(), true);
    return std::move(out_);
  }

 private:
  /// Data of COPY lie between what is looked at.
  void look(std::size_t begin, std::size_t end, bool standard_strings) {
    sql::Lexer lexer(std::string_view(file_.text).substr(0, end), begin);
    lexer.set_standard_strings(standard_strings);
    while (const auto token = lexer.next()) {
      if (token->kind != sql::TokenKind::line_comment) continue;
      const auto comment = trim(
          std::string_view(file_.text).substr(token->begin + 2, token->end - token->begin - 2));
      if (comment.starts_with(key)) read(trim(comment.substr(key.size())), token->begin);
    }
  }

  void read(std::string_view said, std::size_t begin) {
    const auto arrow = said.find("->");
    if (arrow == std::string_view::npos) throw malformed("this remark has no `->`", begin);
    auto left = trim(said.substr(0, arrow));
    const auto right = trim(said.substr(arrow + 2));
    RenameRemark out{.kind = kind_in(left),
                     .from = {},
                     .to = sql::words_of(right, sql::LetterCase::folded),
                     .place = place_of(file_.text, begin, file_.header.file)};
    left = trim(left.substr(out.kind.size()));
    if (has_blank(left)) throw no_kind(left, begin);
    out.from = sql::words_of(left, sql::LetterCase::folded);
    const auto is_empty = [](const std::string& word) { return word.empty(); };
    if (has_blank(right) || std::ranges::any_of(out.from, is_empty) ||
        std::ranges::any_of(out.to, is_empty))
      throw malformed("this remark does not have a name on each side of `->`", begin);
    out_.push_back(std::move(out));
  }

  [[nodiscard]] Error malformed(const std::string& what, std::size_t begin) const {
    Error error(ErrorCode::malformed_file, what);
    return error.at(place_of(file_.text, begin, file_.header.file)).hint(form);
  }

  [[nodiscard]] Error no_kind(std::string_view left, std::size_t begin) const {
    const std::string word(left.substr(0, left.find_first_of(" \t")));
    std::vector<std::string> known;
    for (const auto* kind : catalog::kinds())
      if (!kind->sql.empty()) known.emplace_back(kind->id);
    auto error = malformed(fmt::format("\"{}\" is no kind of object", word), begin);
    if (const auto near = nearest(word, known))
      error.hint(fmt::format("did you mean \"{}\"? {}", *near, form));
    return error;
  }

  /// The kind that it begins with, the longest one; empty: none.
  static std::string kind_in(std::string_view left) {
    std::string_view out;
    for (const auto* kind : catalog::kinds())
      if (left.starts_with(kind->id) && left.substr(kind->id.size()).starts_with(' ') &&
          kind->id.size() > out.size())
        out = kind->id;
    return std::string(out);
  }

  static bool has_blank(std::string_view name) {
    bool quoted = false;
    return std::ranges::any_of(name, [&quoted](char c) {
      if (c == '"') quoted = !quoted;
      return !quoted && (c == ' ' || c == '\t');
    });
  }

  const RevisionFile& file_;
  std::vector<RenameRemark> out_;
};

bool ends_with(const catalog::Name& name, const std::vector<std::string>& words) {
  return words.size() <= name.size() && std::equal(words.rbegin(), words.rend(), name.rbegin());
}

/// The objects that the old name can mean. Of those of the same name, as a key and its index, only
/// one is named where the kind is said.
std::vector<const Object*> meant(const RenameRemark& remark, const Snapshot& snapshot) {
  std::vector<const Object*> out;
  for (const auto& object : snapshot.objects)
    if ((remark.kind.empty() ? !object.kind->sql.empty() : object.kind->id == remark.kind) &&
        ends_with(object.name, remark.from))
      out.push_back(&object);
  return out;
}

bool has_name(const Snapshot& snapshot, const catalog::Name& name) {
  return std::ranges::any_of(snapshot.objects,
                             [&](const Object& object) { return object.name == name; });
}

Error does_not_fit(const RenameRemark& remark, const std::string& why) {
  Error error(ErrorCode::malformed_file, why);
  return error.at(remark.place);
}

}  // namespace

std::vector<RenameRemark> rename_remarks(const std::vector<RevisionFile>& files) {
  std::vector<RenameRemark> out;
  for (const auto& file : files)
    for (auto& one : Reader(file).run())
      out.push_back(std::move(one));
  return out;
}

std::optional<diff::Rename> rename_for(const RenameRemark& remark,
                                       const Snapshot& from,
                                       const Snapshot& to) {
  const auto candidates = meant(remark, from);
  if (candidates.empty()) return std::nullopt;
  if (candidates.size() > 1)
    throw does_not_fit(remark, sql::dotted(remark.from) + " can mean several objects")
        .detail(catalog::shown(*candidates[0]) + ", " + catalog::shown(*candidates[1]))
        .hint("say the kind, and the schema: `-- rename: table public.old -> new`");
  const auto& old_one = *candidates.front();
  auto new_name = old_one.name;
  new_name.back() = remark.to.back();
  if (!ends_with(new_name, remark.to))
    throw does_not_fit(remark, "a rename cannot move an object: " + catalog::shown(old_one));
  if (from.find(*old_one.kind, new_name) != nullptr) return std::nullopt;
  if (to.find(*old_one.kind, old_one.name) != nullptr)
    throw does_not_fit(remark, catalog::shown(old_one) + " is still there in the schema");
  const catalog::Name whole(new_name.begin(), new_name.end() - 1);
  if (to.find(*old_one.kind, new_name) == nullptr && has_name(to, whole))
    throw does_not_fit(
        remark, fmt::format("the schema has no {} {}", old_one.kind->id, sql::dotted(new_name)));
  return diff::Rename{.kind = std::string(old_one.kind->id),
                      .from = sql::dotted(old_one.name),
                      .to = sql::dotted(new_name)};
}

}  // namespace migrate::commands
