#include "adapters/http/docs/api_description.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace chancery::http::docs {
namespace {

using codec::Json;

constexpr codec::JsonLimits limits{.bytes = 1U << 20U, .depth = 32, .values = 100'000};

/// In the order in which a person expects them.
constexpr std::array methods{
    std::pair{"get", "GET"},     std::pair{"post", "POST"},     std::pair{"put", "PUT"},
    std::pair{"patch", "PATCH"}, std::pair{"delete", "DELETE"},
};

}  // namespace

ApiDescription::ApiDescription(std::string_view json) {
  auto document = codec::read_json(json, limits);
  if (!document) throw std::logic_error("the OpenAPI document is not JSON");
  root_ = *std::move(document);
  for (const auto& tag : items_of(root_, "tags")) {
    tags_.push_back(
        {std::string(text_of(tag, "name")), std::string(text_of(tag, "description")), {}});
  }
  for (const auto& [path, item] : members_of(root_, "paths")) add_operations(path, item);
}

void ApiDescription::add_operations(const std::string& path, const Json& item) {
  for (const auto& [name, method] : methods) {
    const auto* const operation = item.find(name);
    if (operation == nullptr) continue;
    const auto& tag_names = items_of(*operation, "tags");
    const auto tag = std::ranges::find_if(
        tags_, [&](const Tag& known) { return tag_names.at(0) == Json(known.name); });
    if (tag == tags_.end()) throw std::logic_error(path + " has a tag that is not declared");
    auto all = parameters(item);
    for (const auto* own : parameters(*operation)) all.push_back(own);
    tag->operations.push_back({.id = std::string(text_of(*operation, "operationId")),
                               .method = method,
                               .path = path,
                               .json = operation,
                               .parameters = std::move(all)});
  }
}

std::vector<const Json*> ApiDescription::parameters(const Json& owner) const {
  std::vector<const Json*> found;
  for (const auto& parameter : items_of(owner, "parameters")) found.push_back(&resolve(parameter));
  return found;
}

const Json& ApiDescription::resolve(const Json& value) const {
  auto pointer = text_of(value, "$ref");
  // Whoever holds the value holds what is returned.
  if (pointer.empty()) return value;  // NOLINT(bugprone-return-const-ref-from-parameter)
  pointer.remove_prefix(std::string_view("#/").size());
  const auto* target = &root_;
  while (!pointer.empty()) {
    const auto end = std::min(pointer.find('/'), pointer.size());
    target = &need(*target, pointer.substr(0, end));
    pointer.remove_prefix(std::min(end + 1, pointer.size()));
  }
  return resolve(*target);
}

const Json& need(const Json& object, std::string_view name) {
  const auto* const member = object.find(name);
  if (member == nullptr) throw std::logic_error("OpenAPI: " + std::string(name) + " is missing");
  return *member;
}

std::string_view text_of(const Json& object, std::string_view name) {
  const auto* const member = object.find(name);
  const auto* const text = member == nullptr ? nullptr : member->as_string();
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

const Json::Object& members_of(const Json& object, std::string_view name) {
  static const Json::Object none;
  const auto* const member = object.find(name);
  const auto* const members = member == nullptr ? nullptr : member->as_object();
  return members == nullptr ? none : *members;
}

const Json::Array& items_of(const Json& object, std::string_view name) {
  static const Json::Array none;
  const auto* const member = object.find(name);
  const auto* const items = member == nullptr ? nullptr : member->as_array();
  return items == nullptr ? none : *items;
}

std::string_view name_of_reference(const Json& value) {
  const auto pointer = text_of(value, "$ref");
  return pointer.empty() ? pointer : pointer.substr(pointer.rfind('/') + 1);
}

}  // namespace chancery::http::docs
