#include "migrate/sql/split.h"

#include "migrate/base/strings.h"
#include "migrate/sql/lexer.h"

#include <algorithm>
#include <string>

namespace migrate::sql {

namespace {

/// What must be known of the statement being read to see where it ends.
class OpenStatement {
 public:
  void add(const Token& token, std::string_view text);

  [[nodiscard]] bool is_inside() const { return !open_parentheses_.empty() || body_depth_ > 0; }

  [[nodiscard]] bool is_copy_from_stdin() const { return copies_ && from_ && stdin_; }

  /// The offset and name of what keeps the statement from ending.
  [[nodiscard]] std::size_t inside_since() const {
    return open_parentheses_.empty() ? body_begin_ : open_parentheses_.back();
  }

  [[nodiscard]] std::string_view inside_what() const {
    return open_parentheses_.empty() ? "BEGIN ATOMIC body" : "parenthesis";
  }

  /// The first words and symbols, in lower case: enough to recognise SET.
  [[nodiscard]] const std::vector<std::string>& lead() const { return lead_; }

  std::size_t begin = 0;
  std::size_t end = 0;
  bool standard_strings = true;

 private:
  void add_word(const std::string& word, std::size_t at);
  void add_routine_word(const std::string& word, std::size_t at);
  [[nodiscard]] bool creates_routine() const;

  std::vector<std::string> lead_;
  std::vector<std::size_t> open_parentheses_;
  std::string previous_word_;
  std::size_t body_depth_ = 0;
  std::size_t body_begin_ = 0;
  bool copies_ = false;
  bool from_ = false;
  bool stdin_ = false;
};

void OpenStatement::add(const Token& token, std::string_view text) {
  end = token.end;
  auto spelling =
      to_lower(text.substr(token.begin, std::min<std::size_t>(token.end - token.begin, 40)));
  if (token.kind == TokenKind::open_parenthesis) open_parentheses_.push_back(token.begin);
  if (token.kind == TokenKind::close_parenthesis && !open_parentheses_.empty())
    open_parentheses_.pop_back();
  if (token.kind == TokenKind::word && open_parentheses_.empty()) add_word(spelling, token.begin);
  if (lead_.size() < 6) lead_.push_back(std::move(spelling));
}

void OpenStatement::add_word(const std::string& word, std::size_t at) {
  if (lead_.empty()) copies_ = word == "copy";
  if (copies_ && word == "from") from_ = true;
  if (from_ && word == "stdin") stdin_ = true;
  if (creates_routine()) add_routine_word(word, at);
  previous_word_ = word;
}

void OpenStatement::add_routine_word(const std::string& word, std::size_t at) {
  if (body_depth_ == 0) {
    if (word != "atomic" || previous_word_ != "begin") return;
    body_depth_ = 1;
    body_begin_ = at;
  } else if (word == "case") {
    ++body_depth_;
  } else if (word == "end") {
    --body_depth_;
  }
}

/// CREATE [OR REPLACE] FUNCTION | PROCEDURE: the only statements with semicolons of their own.
bool OpenStatement::creates_routine() const {
  if (lead_.size() < 2 || lead_[0] != "create") return false;
  const std::size_t what = lead_[1] == "or" && lead_.size() >= 4 ? 3 : 1;
  return lead_[what] == "function" || lead_[what] == "procedure";
}

/// The value that a `SET [SESSION | LOCAL] standard_conforming_strings` gives, or nothing.
std::optional<bool> sets_standard_strings(const std::vector<std::string>& lead) {
  auto name = lead.begin();
  if (name == lead.end() || *name != "set") return std::nullopt;
  ++name;
  if (name != lead.end() && (*name == "session" || *name == "local")) ++name;
  if (lead.end() - name < 3 || *name != "standard_conforming_strings") return std::nullopt;
  const auto& value = name[2];
  return !(value == "off" || value == "'off'" || value == "false" || value == "'false'" ||
           value == "0" || value == "no");
}

class Splitter {
 public:
  Splitter(std::string_view text, std::size_t from, const IsBoundary& is_boundary)
      : text_(text), lexer_(text, from), is_boundary_(is_boundary) {}

  std::vector<Piece> run() {
    while (!stopped_) {
      const auto token = lexer_.next();
      if (!token) break;
      take(*token);
    }
    if (!stopped_ && open_) end_of_text();
    return std::move(pieces_);
  }

 private:
  void take(const Token& token) {
    if (!token.finished) {
      stop(token.begin, text_.size(), unfinished_name(token.kind));
    } else if (token.is_comment()) {
      take_comment(token);
    } else if (token.kind == TokenKind::backslash) {
      take_backslash(token);
    } else if (token.kind == TokenKind::semicolon && (!open_ || !current_.is_inside())) {
      if (open_) finish_at(token);
    } else {
      if (!open_) begin_at(token);
      current_.add(token, text_);
    }
  }

  void take_comment(const Token& token) {
    if (token.kind != TokenKind::line_comment || !begins_line(token.begin)) return;
    const auto comment = text_.substr(token.begin, token.end - token.begin);
    if (!is_boundary_ || !is_boundary_(comment)) return;
    if (open_) end_of_text();
    if (stopped_) return;
    set_standard_strings(true);
    add(PieceKind::boundary, token.begin, token.end);
  }

  void take_backslash(const Token& token) {
    auto end = std::min(text_.find('\n', token.begin), text_.size());
    lexer_.seek(end);
    while (end > token.begin && text_[end - 1] == '\r')
      --end;
    add(PieceKind::backslash, token.begin, end);
  }

  void begin_at(const Token& token) {
    open_ = true;
    current_ = OpenStatement{};
    current_.begin = token.begin;
    current_.standard_strings = standard_strings_;
  }

  void finish_at(const Token& semicolon) {
    open_ = false;
    if (current_.is_copy_from_stdin() && !copy_from(semicolon.end)) return;
    if (!current_.is_copy_from_stdin()) add(PieceKind::statement, current_.begin, current_.end);
    if (const auto on = sets_standard_strings(current_.lead())) set_standard_strings(*on);
  }

  /// A statement that the end of the text or of its section ends.
  void end_of_text() {
    open_ = false;
    if (current_.is_inside()) {
      stop(current_.inside_since(), current_.end, current_.inside_what());
    } else if (current_.is_copy_from_stdin()) {
      stop(current_.begin, current_.end, "COPY data");
    } else {
      add(PieceKind::statement, current_.begin, current_.end);
    }
  }

  /// Take the data lines of COPY ... FROM STDIN; they begin on the line after its semicolon.
  bool copy_from(std::size_t after_semicolon) {
    const auto line_end = std::min(text_.find('\n', after_semicolon), text_.size());
    const auto rest = trim(text_.substr(after_semicolon, line_end - after_semicolon));
    const auto begin = std::min(line_end + 1, text_.size());
    for (auto at = begin; at < text_.size() && (rest.empty() || rest.starts_with("--"));) {
      const auto end = std::min(text_.find('\n', at), text_.size());
      if (trim_right(text_.substr(at, end - at)) == "\\.") {
        add(PieceKind::statement, current_.begin, current_.end);
        auto& statement = pieces_.back().statement;
        statement.has_copy_data = true;
        statement.copy_begin = begin;
        statement.copy_end = at;
        lexer_.seek(end);
        return true;
      }
      at = end + 1;
    }
    stop(current_.begin, current_.end, "COPY data");
    return false;
  }

  void set_standard_strings(bool on) {
    standard_strings_ = on;
    lexer_.set_standard_strings(on);
  }

  [[nodiscard]] bool begins_line(std::size_t at) const {
    while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == '\t'))
      --at;
    return at == 0 || text_[at - 1] == '\n' || text_.substr(0, at) == "\xEF\xBB\xBF";
  }

  static std::string_view unfinished_name(TokenKind kind) {
    switch (kind) {
      case TokenKind::quoted_identifier:
        return "quoted identifier";
      case TokenKind::dollar_string:
        return "dollar-quoted string";
      case TokenKind::block_comment:
        return "comment";
      default:
        return "string";
    }
  }

  void add(PieceKind kind, std::size_t begin, std::size_t end) {
    Piece piece;
    piece.kind = kind;
    piece.statement.begin = begin;
    piece.statement.end = end;
    piece.statement.standard_strings = current_.standard_strings;
    pieces_.push_back(piece);
  }

  void stop(std::size_t begin, std::size_t end, std::string_view what) {
    add(PieceKind::unfinished, begin, end);
    pieces_.back().unfinished = what;
    stopped_ = true;
  }

  std::string_view text_;
  Lexer lexer_;
  const IsBoundary& is_boundary_;
  OpenStatement current_;
  bool open_ = false;
  bool stopped_ = false;
  bool standard_strings_ = true;
  std::vector<Piece> pieces_;
};

}  // namespace

std::vector<Piece> split(std::string_view text, std::size_t from, const IsBoundary& is_boundary) {
  return Splitter(text, from, is_boundary).run();
}

}  // namespace migrate::sql
