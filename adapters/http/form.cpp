#include "adapters/http/form.hpp"

#include <algorithm>
#include <iterator>

#include "adapters/http/ascii.hpp"
#include "adapters/http/media_type.hpp"
#include "domain/codec/utf8.hpp"

namespace chancery::http {
namespace {

using std::unexpected;

/// Splits at the first `separator`; the second half is empty without one.
std::pair<std::string_view, std::string_view> split(std::string_view text, char separator) {
  const auto at = text.find(separator);
  if (at == std::string_view::npos) return {text, {}};
  return {text.substr(0, at), text.substr(at + 1)};
}

bool is_form(const Request& request) {
  const auto type = request.headers.get("Content-Type");
  return type && is_media_type(*type, "application/x-www-form-urlencoded");
}

}  // namespace

std::string_view describe(FormError error) {
  switch (error) {
    case FormError::media_type: return "the body must be application/x-www-form-urlencoded";
    case FormError::malformed: return "the form is malformed";
    case FormError::text: return "a parameter is not UTF-8 or has control characters";
    case FormError::duplicate: return "a parameter is given twice";
    case FormError::too_many: return "too many parameters";
  }
  return {};
}

std::expected<std::string, FormError> form_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (text.size() - i < 3) return unexpected(FormError::malformed);
      const auto byte = hex_byte(text[i + 1], text[i + 2]);
      if (!byte) return unexpected(FormError::malformed);
      out += *byte;
      i += 2;
    }
  }
  if (codec::has_control(out)) return unexpected(FormError::text);
  return out;
}

std::expected<Parameters, FormError> form_parameters(std::string_view text) {
  Parameters parameters;
  while (!text.empty()) {
    const auto [piece, rest] = split(text, '&');
    text = rest;
    if (piece.empty()) continue;
    if (parameters.size() == Form::max_parameters) return unexpected(FormError::too_many);
    const auto [raw_name, raw_value] = split(piece, '=');
    auto name = form_decode(raw_name);
    if (!name) return unexpected(name.error());
    if (name->empty()) return unexpected(FormError::malformed);
    auto value = form_decode(raw_value);
    if (!value) return unexpected(value.error());
    parameters.emplace_back(*std::move(name), *std::move(value));
  }
  return parameters;
}

std::expected<Parameters, FormError> request_parameters(const Request& request) {
  auto parameters = form_parameters(request.query.value_or(""));
  if (!parameters || request.method != "POST") return parameters;
  if (!is_form(request)) return unexpected(FormError::media_type);
  auto sent = form_parameters(request.body);
  if (!sent) return sent;
  std::ranges::move(*sent, std::back_inserter(*parameters));
  if (parameters->size() > Form::max_parameters) return unexpected(FormError::too_many);
  return parameters;
}

std::expected<Form, FormError> Form::parse(std::string_view text, Repeatable repeatable) {
  auto parameters = form_parameters(text);
  if (!parameters) return unexpected(parameters.error());
  for (const auto& [name, value] : *parameters) {
    const bool may_repeat = std::ranges::find(repeatable, name) != repeatable.end();
    if (!may_repeat && occurrences(*parameters, name) > 1) return unexpected(FormError::duplicate);
  }
  Form form;
  form.parameters_ = *std::move(parameters);
  return form;
}

std::expected<Form, FormError> Form::of(const Request& request, Repeatable repeatable) {
  if (!is_form(request)) return unexpected(FormError::media_type);
  return parse(request.body, repeatable);
}

std::optional<std::string_view> Form::get(std::string_view name) const {
  for (const auto& [key, value] : parameters_) {
    if (key == name && !value.empty()) return value;
  }
  return std::nullopt;
}

std::vector<std::string_view> Form::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : parameters_) {
    if (key == name && !value.empty()) values.emplace_back(value);
  }
  return values;
}

}  // namespace chancery::http
