#include "domain/authorization_response.hpp"

namespace chancery {
namespace {

void append_encoded(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (const char c : text) {
    const bool is_unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                               (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
                               c == '~';
    if (is_unreserved) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 0xfU];
  }
}

AuthorizationResponse response(const ReplyTo& reply_to, Parameters parameters,
                               const Issuer& issuer) {
  if (reply_to.state) parameters.emplace_back("state", *reply_to.state);
  parameters.emplace_back("iss", issuer.value());
  return {reply_to.redirect_uri, reply_to.mode, std::move(parameters)};
}

}  // namespace

AuthorizationResponse code_response(const ReplyTo& reply_to, const Secret& code,
                                    const Issuer& issuer) {
  return response(reply_to, {{"code", code.reveal()}}, issuer);
}

AuthorizationResponse error_response(const AuthorizationError& error, const Issuer& issuer) {
  Parameters parameters{{"error", std::string(name(error.why.code))}};
  if (!error.why.detail.empty()) {
    parameters.emplace_back("error_description", error_description(error.why.detail));
  }
  return response(error.reply_to, std::move(parameters), issuer);
}

std::string location(const AuthorizationResponse& response) {
  return with_query(response.redirect_uri, response.parameters);
}

std::string with_query(std::string_view uri, const Parameters& parameters) {
  std::string out(uri);
  const bool has_query = uri.find('?') != std::string_view::npos;
  char separator = has_query ? '&' : '?';
  if (has_query && (uri.ends_with('?') || uri.ends_with('&'))) separator = '\0';
  for (const auto& [name, value] : parameters) {
    if (separator != '\0') out += separator;
    append_encoded(out, name);
    out += '=';
    append_encoded(out, value);
    separator = '&';
  }
  return out;
}

std::string error_description(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c < 0x20 || c > 0x7e || c == '"' || c == '\\') c = ' ';
  }
  return out;
}

}  // namespace chancery
