#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/form.hpp"
#include "adapters/http/problem.hpp"
#include "domain/codec/json.hpp"

namespace chancery::http {

/// Which page of a list is wanted.
struct PageWanted {
  std::optional<std::string> cursor{};
  std::size_t limit = 50;
};

/// The query of a list. An endpoint reads the parameters it knows, each once, then asks
/// `objection`: what was not read is refused.
class ListQuery {
 public:
  /// 400 for a text that is no query, and for one with a token in it (attack B75).
  static std::expected<ListQuery, Problem> of(const Request& request);

  /// What `parse` makes of the parameter's text, which it refuses by giving nothing; absent,
  /// `target` stays as it is.
  template <class T, class Parse>
  void read(std::string_view name, std::optional<T>& target, Parse parse) {
    const auto text = take(name);
    if (!text) return;
    target = parse(*text);
    if (!target) errors_.push_back({std::string(name), "invalid"});
  }

  /// `limit`, 1 to 200, and `cursor`.
  PageWanted page();

  /// 422 if anything was refused or left unread; nothing if all is well.
  [[nodiscard]] std::optional<Problem> objection() const;

 private:
  explicit ListQuery(Form form) : form_(std::move(form)) {}

  std::optional<std::string_view> take(std::string_view name);

  Form form_;
  std::vector<std::string> read_;
  std::vector<FieldError> errors_;
};

/// For parameters that may be any text.
inline std::optional<std::string> as_text(std::string_view text) { return std::string(text); }

/// `{"items": […], "next_cursor": …}`
codec::Json page_json(codec::Json::Array items, const std::optional<std::string>& next_cursor);

/// 400: a cursor that is forged, or another list's.
Problem invalid_cursor();

}  // namespace chancery::http
