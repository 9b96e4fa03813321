#include "adapters/http/api/list_query.hpp"

#include <algorithm>

#include "domain/codec/decimal.hpp"

namespace chancery::http {
namespace {

using codec::Json;

constexpr std::size_t max_limit = 200;

std::optional<std::size_t> parse_limit(std::string_view text) {
  const auto limit = codec::from_decimal<std::size_t>(text);
  return limit && *limit >= 1 && *limit <= max_limit ? limit : std::nullopt;
}

}  // namespace

std::expected<ListQuery, Problem> ListQuery::of(const Request& request) {
  auto form = Form::parse(request.query.value_or(""));
  if (!form) return std::unexpected(unreadable(std::string(describe(form.error()))));
  if (form->get("access_token")) {
    return std::unexpected(unreadable("a token belongs in the Authorization header"));
  }
  return ListQuery(*std::move(form));
}

PageWanted ListQuery::page() {
  std::optional<std::size_t> limit;
  PageWanted wanted;
  read("limit", limit, parse_limit);
  read("cursor", wanted.cursor, as_text);
  wanted.limit = limit.value_or(wanted.limit);
  return wanted;
}

std::optional<Problem> ListQuery::objection() const {
  auto errors = errors_;
  for (const auto& [name, value] : form_.parameters()) {
    if (std::ranges::find(read_, name) == read_.end()) errors.push_back({name, "unknown"});
  }
  if (errors.empty()) return std::nullopt;
  return invalid(std::move(errors));
}

std::optional<std::string_view> ListQuery::take(std::string_view name) {
  read_.emplace_back(name);
  return form_.get(name);
}

Json page_json(Json::Array items, const std::optional<std::string>& next_cursor) {
  return Json::object(
      {{"items", std::move(items)}, {"next_cursor", next_cursor ? Json(*next_cursor) : Json()}});
}

Problem invalid_cursor() { return {400, "invalid_cursor", "the cursor is not of this list"}; }

}  // namespace chancery::http
