#include "adapters/sql/json_text.hpp"

#include <limits>

#include "adapters/sql/parameter.hpp"
#include "domain/codec/json.hpp"
#include "ports/unavailable.hpp"

namespace chancery::sql {
namespace {

using codec::Json;

template <class Texts>
std::string array_text(const Texts& texts) {
  Json::Array array;
  for (const std::string& text : texts) array.push_back(json_string(text));
  return codec::write_json(Json(std::move(array)));
}

template <class T>
const T& expected(const T* value) {
  if (value == nullptr) throw Unavailable("sql: a column holds other JSON than expected");
  return *value;
}

Json parse(std::string_view text) {
  // Our own text: it is as long as what was stored. Requested claims are the deepest that there is.
  constexpr auto any = std::numeric_limits<std::size_t>::max();
  const auto json = codec::read_json(text, {.bytes = any, .depth = 8, .values = any});
  return expected(json ? &*json : nullptr);
}

}  // namespace

// JSON could carry a NUL, and would replace what is not UTF-8: both are refused as they are outside
// of JSON.
Json json_string(const std::string& text) {
  static_cast<void>(Parameter(text));
  return {text};
}

Json object_from_json(std::string_view text) {
  auto json = parse(text);
  static_cast<void>(expected(json.as_object()));
  return json;
}

std::string json_text(const std::vector<std::string>& list) { return array_text(list); }
std::string json_text(const std::set<std::string>& set) { return array_text(set); }
std::string json_text(const Scopes& scopes) { return array_text(scopes.tokens()); }

std::string json_text(const std::map<std::string, std::string>& map) {
  Json::Object object;
  for (const auto& [name, value] : map) {
    static_cast<void>(Parameter(name));
    object.emplace_back(name, json_string(value));
  }
  return codec::write_json(Json(std::move(object)));
}

std::vector<std::string> list_from_json(std::string_view text) {
  const auto json = parse(text);
  std::vector<std::string> list;
  for (const auto& item : expected(json.as_array())) list.push_back(expected(item.as_string()));
  return list;
}

std::set<std::string> set_from_json(std::string_view text) {
  auto list = list_from_json(text);
  return {std::make_move_iterator(list.begin()), std::make_move_iterator(list.end())};
}

Scopes scopes_from_json(std::string_view text) {
  Scopes scopes;
  for (auto& token : list_from_json(text)) scopes.insert(std::move(token));
  return scopes;
}

std::map<std::string, std::string> map_from_json(std::string_view text) {
  const auto json = parse(text);
  std::map<std::string, std::string> map;
  for (const auto& [name, value] : expected(json.as_object())) {
    map.emplace(name, expected(value.as_string()));
  }
  return map;
}

}  // namespace chancery::sql
