#pragma once

#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace chancery {

/// A set of scope tokens (RFC 6749 §3.3). Order carries no meaning.
class Scopes {
 public:
  Scopes() = default;
  Scopes(std::initializer_list<std::string> tokens) : tokens_(tokens.begin(), tokens.end()) {}

  /// Reads `scope-token *( SP scope-token )`; nothing if the text is not of that grammar. Empty
  /// text is the empty set.
  static std::optional<Scopes> parse(std::string_view text);

  [[nodiscard]] bool empty() const { return tokens_.empty(); }
  [[nodiscard]] bool contains(std::string_view token) const { return tokens_.contains(token); }
  /// Whether every token of `other` is in this set.
  [[nodiscard]] bool covers(const Scopes& other) const;
  /// The tokens in ascending order, a space between them.
  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] const std::set<std::string, std::less<>>& tokens() const { return tokens_; }
  void insert(std::string token) { tokens_.insert(std::move(token)); }
  bool operator==(const Scopes&) const = default;

 private:
  std::set<std::string, std::less<>> tokens_;
};

}  // namespace chancery
