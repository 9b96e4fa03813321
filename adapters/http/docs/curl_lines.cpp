#include "adapters/http/docs/curl_lines.hpp"

#include <algorithm>

#include "adapters/http/docs/pretty_json.hpp"

namespace chancery::http::docs {
namespace {

using codec::Json;

constexpr std::string_view next_line = " \\\n  ";

std::string plain(const Json& value) {
  const auto* const text = value.as_string();
  return text != nullptr ? *text : codec::write_json(value);
}

/// In single quotes, unless the shell would leave the text alone anyway.
std::string quoted(std::string_view text) {
  constexpr std::string_view harmless =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:=@,%";
  if (text.find_first_not_of(harmless) == std::string_view::npos) return std::string(text);
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += R"('\'')";
    } else {
      out += c;
    }
  }
  return out + '\'';
}

std::string path_with_examples(const Operation& operation) {
  auto path = operation.path;
  for (const auto* parameter : operation.parameters) {
    const auto placeholder = '{' + std::string(text_of(*parameter, "name")) + '}';
    const auto at = path.find(placeholder);
    if (at == std::string::npos) continue;
    path.replace(at, placeholder.size(), plain(need(*parameter, "example")));
  }
  return path;
}

bool takes(const Operation& operation, std::string_view scheme) {
  return std::ranges::any_of(items_of(*operation.json, "security"), [&](const Json& requirement) {
    return requirement.find(scheme) != nullptr;
  });
}

std::string credentials(const Operation& operation, const Json* body) {
  const auto in_body = [&](std::string_view name) { return body && body->find(name) != nullptr; };
  std::string out;
  if (takes(operation, "bearer") && !in_body("access_token")) {
    out += next_line;
    out += R"(-H "Authorization: Bearer $TOKEN")";
  }
  if (takes(operation, "clientBasic") && !in_body("client_id")) {
    out += next_line;
    out += R"(-u "$CLIENT_ID:$CLIENT_SECRET")";
  }
  return out;
}

std::string form(const Json& body) {
  std::string out;
  for (const auto& [name, value] : *body.as_object()) {
    const auto pair = name + '=' + plain(value);
    const bool is_encoded = pair.find_first_of(" +&%") == std::string::npos;
    out += next_line;
    out += (is_encoded ? "-d " : "--data-urlencode ") + quoted(pair);
  }
  return out;
}

std::string json(const Json& body) {
  return std::string(next_line) + "--json " + quoted(pretty_json(body, "  "));
}

/// `-X` where curl would not choose the method by itself.
std::string begin(const Operation& operation, std::string_view issuer) {
  const bool is_plain = operation.method == "GET" || operation.method == "POST";
  return std::string("curl ") + (is_plain ? "" : "-X " + operation.method + ' ') +
         quoted(std::string(issuer) + path_with_examples(operation));
}

}  // namespace

std::vector<const Json*> example_values(const Json& media_type) {
  if (const auto* only = media_type.find("example")) return {only};
  std::vector<const Json*> values;
  for (const auto& [name, example] : members_of(media_type, "examples")) {
    values.push_back(&need(example, "value"));
  }
  return values;
}

std::vector<std::string> curl_lines(const ApiDescription& api, const Operation& operation,
                                    std::string_view issuer) {
  const auto start = begin(operation, issuer);
  const auto* const request = operation.json->find("requestBody");
  if (request == nullptr) return {start + credentials(operation, nullptr)};
  std::vector<std::string> lines;
  for (const auto& [type, content] : members_of(api.resolve(*request), "content")) {
    for (const auto* body : example_values(content)) {
      lines.push_back(start + credentials(operation, body) +
                      (type == "application/json" ? json(*body) : form(*body)));
    }
  }
  return lines;
}

}  // namespace chancery::http::docs
