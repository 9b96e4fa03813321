#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/codec/json.hpp"

namespace chancery::http::docs {

/// One method of one path.
struct Operation {
  std::string id;
  std::string method;  ///< in capitals
  std::string path;
  const codec::Json* json;
  /// Its own and its path's, resolved.
  std::vector<const codec::Json*> parameters;
};

struct Tag {
  std::string name;
  std::string description;
  std::vector<Operation> operations;  ///< in the document's order
};

/// An OpenAPI 3.1 document as a reader walks through it. Immutable; what it returns points into it.
///
/// The document is our own, compiled in and checked by tests: one that lacks what OpenAPI requires
/// is a programmer's error, std::logic_error.
class ApiDescription {
 public:
  explicit ApiDescription(std::string_view json);
  ApiDescription(const ApiDescription&) = delete;
  ApiDescription& operator=(const ApiDescription&) = delete;

  [[nodiscard]] const codec::Json& root() const { return root_; }
  /// In the document's order.
  [[nodiscard]] const std::vector<Tag>& tags() const { return tags_; }
  /// What a `$ref` points to, at any number of steps; the value itself when it is none.
  [[nodiscard]] const codec::Json& resolve(const codec::Json& value) const;

 private:
  [[nodiscard]] std::vector<const codec::Json*> parameters(const codec::Json& owner) const;
  void add_operations(const std::string& path, const codec::Json& item);

  codec::Json root_;
  std::vector<Tag> tags_;
};

/// The member of that name, which OpenAPI requires.
const codec::Json& need(const codec::Json& object, std::string_view name);
/// A text; empty when the member is absent.
std::string_view text_of(const codec::Json& object, std::string_view name);
/// The members or items; none when the member is absent.
const codec::Json::Object& members_of(const codec::Json& object, std::string_view name);
const codec::Json::Array& items_of(const codec::Json& object, std::string_view name);
/// The last part of a `$ref`, such as `User`; empty when the value is none.
std::string_view name_of_reference(const codec::Json& value);

}  // namespace chancery::http::docs
