#include "adapters/http/api/json_body.hpp"

#include <algorithm>
#include <iterator>

#include "adapters/http/media_type.hpp"

namespace chancery::http {
namespace {

/// An answer is not to grow with whatever is sent.
constexpr std::size_t max_errors = 16;

/// Nothing unless it is a list of texts.
std::optional<std::vector<std::string>> texts_of(const codec::Json& json) {
  const auto* array = json.as_array();
  const auto is_text = [](const codec::Json& item) { return item.as_string() != nullptr; };
  if (array == nullptr || !std::ranges::all_of(*array, is_text)) return std::nullopt;
  std::vector<std::string> values;
  for (const auto& item : *array) values.push_back(*item.as_string());
  return values;
}

}  // namespace

std::expected<JsonBody, Problem> JsonBody::of(const Request& request) {
  const auto type = request.headers.get("Content-Type");
  if (!type || !is_media_type(*type, "application/json")) {
    return std::unexpected(
        Problem{415, "unsupported_media_type", "the body must be application/json"});
  }
  auto json = codec::read_json(request.body);
  if (!json || json->as_object() == nullptr) {
    return std::unexpected(unreadable("the body is no JSON object"));
  }
  return JsonBody(*std::move(json));
}

const codec::Json* JsonBody::take(std::string_view field) {
  read_.emplace(field);
  const auto* member = object_.find(field);
  return member == nullptr || member->is_null() ? nullptr : member;
}

std::optional<std::string> JsonBody::text(std::string_view field) {
  const auto* member = take(field);
  if (member == nullptr) return std::nullopt;
  if (const auto* value = member->as_string()) return *value;
  refuse(field, "wrong_type");
  return std::nullopt;
}

std::optional<Secret> JsonBody::secret(std::string_view field) {
  auto value = text(field);
  if (!value) return std::nullopt;
  return Secret(*std::move(value));
}

std::optional<bool> JsonBody::flag(std::string_view field) {
  const auto* member = take(field);
  if (member == nullptr) return std::nullopt;
  if (const auto* value = member->as_bool()) return *value;
  refuse(field, "wrong_type");
  return std::nullopt;
}

std::optional<std::set<std::string>> JsonBody::texts(std::string_view field) {
  auto values = list(field);
  if (!values) return std::nullopt;
  return std::set(std::make_move_iterator(values->begin()), std::make_move_iterator(values->end()));
}

std::optional<std::vector<std::string>> JsonBody::list(std::string_view field) {
  const auto* member = take(field);
  if (member == nullptr) return std::nullopt;
  auto values = texts_of(*member);
  if (!values) refuse(field, "wrong_type");
  return values;
}

const codec::Json* JsonBody::object(std::string_view field) {
  const auto* member = take(field);
  if (member == nullptr || member->as_object() != nullptr) return member;
  refuse(field, "wrong_type");
  return nullptr;
}

std::optional<std::map<std::string, std::string>> JsonBody::map(std::string_view field) {
  const auto* member = take(field);
  if (member == nullptr) return std::nullopt;
  std::map<std::string, std::string> values;
  const auto* object = member->as_object();
  if (object == nullptr) refuse(field, "wrong_type");
  for (const auto& [name, value] : object == nullptr ? codec::Json::Object{} : *object) {
    if (value.as_string() == nullptr) refuse(field, "wrong_type");
    if (value.as_string() != nullptr) values.emplace(name, *value.as_string());
  }
  return values;
}

std::optional<std::map<std::string, std::set<std::string>>> JsonBody::lists(
    std::string_view field) {
  const auto* member = take(field);
  if (member == nullptr) return std::nullopt;
  std::map<std::string, std::set<std::string>> values;
  const auto* object = member->as_object();
  if (object == nullptr) refuse(field, "wrong_type");
  for (const auto& [name, value] : object == nullptr ? codec::Json::Object{} : *object) {
    const auto texts = texts_of(value);
    if (!texts) refuse(field, "wrong_type");
    if (texts) values[name].insert(texts->begin(), texts->end());
  }
  return values;
}

std::string JsonBody::required_text(std::string_view field) {
  if (auto value = text(field)) return *std::move(value);
  refuse(field, "missing");
  return {};
}

void JsonBody::refuse(std::string_view field, std::string_view code) {
  if (std::ranges::find(errors_, field, &FieldError::field) != errors_.end()) return;
  errors_.push_back({std::string(field), code});
}

std::optional<Problem> JsonBody::objection(std::span<const std::string_view> forbidden) const {
  auto errors = errors_;
  for (const auto& [name, value] : *object_.as_object()) {
    if (std::ranges::find(forbidden, name) != forbidden.end()) {
      return Problem{403, "forbidden_field", name + " is not yours to set"};
    }
    if (!read_.contains(name) && errors.size() < max_errors) errors.push_back({name, "unknown"});
  }
  if (errors.empty()) return std::nullopt;
  return invalid(std::move(errors));
}

}  // namespace chancery::http
