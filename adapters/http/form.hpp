#pragma once

#include <cstdint>
#include <expected>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/http/message.hpp"
#include "domain/parameters.hpp"

namespace chancery::http {

/// Why a text is no form. Every one of them is a 400 `invalid_request`.
enum class FormError : std::uint8_t {
  media_type,  ///< Content-Type is not application/x-www-form-urlencoded, once
  malformed,   ///< a cut or wrong percent escape, a nameless parameter
  text,        ///< not UTF-8, or a control character
  duplicate,   ///< a parameter that may occur once occurs twice (RFC 6749 §3.2)
  too_many,    ///< more than Form::max_parameters
};

/// What is wrong, for a log or an `error_description`: a fixed sentence without the caller's bytes.
[[nodiscard]] std::string_view describe(FormError error);

/// The parameters of an `application/x-www-form-urlencoded` text, decoded. Names are compared byte
/// for byte; a parameter without a value counts as absent (RFC 6749 §3.1), though writing it twice
/// is a duplicate all the same.
class Form {
 public:
  static constexpr std::size_t max_parameters = 100;
  /// Names that may occur more than once.
  using Repeatable = std::initializer_list<std::string_view>;

  /// Reads a body or a query string, strictly: `+` is a space, `%` begins two hexadecimal digits,
  /// the result is UTF-8 without control characters. Empty pieces (`a=1&&b=2`) are skipped.
  static std::expected<Form, FormError> parse(std::string_view text, Repeatable repeatable = {});

  /// Reads the body of a request, never its query (facts A-49, attack B27). The media type is
  /// compared without case; the one parameter it may have is `charset=utf-8`.
  static std::expected<Form, FormError> of(const Request& request, Repeatable repeatable = {});

  /// The value of a parameter that occurs once, or the first of several. Nothing when it is absent
  /// or empty. The view lives as long as the form.
  [[nodiscard]] std::optional<std::string_view> get(std::string_view name) const;
  /// All the values of a parameter that are not empty, in their order.
  [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;
  /// Every parameter as sent, also the empty ones.
  [[nodiscard]] const Parameters& parameters() const { return parameters_; }

 private:
  Parameters parameters_;
};

/// Every parameter of such a text, decoded, in its order; one may be there several times.
[[nodiscard]] std::expected<Parameters, FormError> form_parameters(std::string_view text);

/// The parameters of a request of a browser: of its query, and of the body of a POST, which must be
/// a form then.
[[nodiscard]] std::expected<Parameters, FormError> request_parameters(const Request& request);

/// One name or value: `+` and percent escapes decoded, UTF-8, no control characters. Nothing for
/// any other text.
[[nodiscard]] std::expected<std::string, FormError> form_decode(std::string_view text);

}  // namespace chancery::http
