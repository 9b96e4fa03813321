#pragma once

#include <string>

namespace chancery::sql::postgresql {

/// A `postgresql://` URL as libpq reads it: several hosts, `sslmode`, `target_session_attrs` and
/// all.
class Url {
 public:
  /// Whether a text is a PostgreSQL URL at all.
  static bool is_one(const std::string& text);

  /// Throws std::invalid_argument for a text that libpq cannot read, or that it would misread
  /// because a character of the password is not percent-encoded. The message holds no part of the
  /// text.
  explicit Url(std::string text);

  [[nodiscard]] const std::string& text() const { return text_; }

  /// A message of libpq on one line, without the password, should it be in there.
  [[nodiscard]] std::string redacted(std::string message) const;

 private:
  std::string text_;
  std::string password_;
};

}  // namespace chancery::sql::postgresql
