#pragma once

#include <expected>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/message.hpp"
#include "adapters/http/problem.hpp"
#include "domain/codec/json.hpp"
#include "domain/secret.hpp"

namespace chancery::http {

/// The JSON object that a request sent. An endpoint reads the members it knows, each once, then
/// asks `objection`: what was not read is refused, so that no member is ever set by accident (mass
/// assignment, attack B90). A member that is null counts as absent, except where `has` is asked.
class JsonBody {
 public:
  /// 415 for another media type than `application/json`, 400 for a text that is no JSON object.
  static std::expected<JsonBody, Problem> of(const Request& request);

  /// Whether the member is there, be it null.
  [[nodiscard]] bool has(std::string_view field) const { return object_.find(field) != nullptr; }

  // The member, or nothing when it is absent; of another type, nothing and an error.
  std::optional<std::string> text(std::string_view field);
  std::optional<Secret> secret(std::string_view field);
  std::optional<bool> flag(std::string_view field);
  std::optional<std::set<std::string>> texts(std::string_view field);
  std::optional<std::map<std::string, std::string>> map(std::string_view field);
  /// Names to lists of texts.
  std::optional<std::map<std::string, std::set<std::string>>> lists(std::string_view field);
  std::optional<std::vector<std::string>> list(std::string_view field);
  /// An object, as it was sent; lives as long as this. Null when absent.
  const codec::Json* object(std::string_view field);

  // The member; absent, an empty text and an error.
  std::string required_text(std::string_view field);
  Secret required_secret(std::string_view field) { return Secret(required_text(field)); }

  /// Remembers an error of a member; the first one of each counts.
  void refuse(std::string_view field, std::string_view code);

  /// 403 if one of the `forbidden` members was sent, 422 if anything was refused or left unread;
  /// nothing if all is well.
  [[nodiscard]] std::optional<Problem> objection(
      std::span<const std::string_view> forbidden = {}) const;

 private:
  explicit JsonBody(codec::Json object) : object_(std::move(object)) {}

  /// Null when absent.
  const codec::Json* take(std::string_view field);

  codec::Json object_;
  std::set<std::string, std::less<>> read_;
  std::vector<FieldError> errors_;
};

}  // namespace chancery::http
