#include "adapters/http/docs/answers.hpp"

#include "adapters/http/docs/curl_lines.hpp"
#include "adapters/http/docs/fields.hpp"
#include "adapters/http/docs/markup.hpp"
#include "adapters/http/docs/pretty_json.hpp"

namespace chancery::http::docs {
namespace {

using codec::Json;

bool is_error(std::string_view status) { return status.front() >= '4'; }

/// The word by which a program knows an error: `code` of a problem, `error` of RFC 6749.
std::string_view error_code(const Json& example) {
  const auto problem = text_of(example, "code");
  return problem.empty() ? text_of(example, "error") : problem;
}

/// One line for each error that has a code.
std::string error_codes(const Json& media_type) {
  if (const auto* only = media_type.find("example")) {
    const auto name = error_code(*only);
    return name.empty() ? "" : " " + code(name);
  }
  std::string items;
  for (const auto& [name, example] : members_of(media_type, "examples")) {
    items += "<li>" + code(error_code(need(example, "value"))) + ' ' +
             inline_markdown(text_of(example, "summary")) + "</li>\n";
  }
  return items.empty() ? "" : "<ul>\n" + items + "</ul>\n";
}

std::string example(const Json& media_type) {
  std::string out;
  for (const auto* value : example_values(media_type)) {
    out += "<pre tabindex=\"0\"><code>" + escaped(pretty_json(*value)) + "</code></pre>\n";
  }
  return out.empty() ? out : "<details><summary>Example</summary>\n" + out + "</details>\n";
}

/// What the body is, for answers that have one.
std::string body(const ApiDescription& api, const std::string& type, const Json& media_type) {
  const auto& schema = need(media_type, "schema");
  const auto what = has_section(api, schema) ? type_of(api, schema) + ", " : "";
  return " <span class=\"type\">" + what + escaped(type) + "</span>";
}

std::string row(const ApiDescription& api, const std::string& status, const Json& response) {
  auto out = R"(<tr><th scope="row"><span class="status s)" + status.substr(0, 1) + R"(">)" +
             status + "</span></th><td>" + inline_markdown(text_of(response, "description"));
  for (const auto& [type, media_type] : members_of(response, "content")) {
    out += is_error(status) ? error_codes(media_type)
                            : body(api, type, media_type) + example(media_type);
  }
  return out + "</td></tr>\n";
}

}  // namespace

std::string answer_table(const ApiDescription& api, const Operation& operation) {
  std::string rows;
  for (const auto& [status, response] : members_of(*operation.json, "responses")) {
    rows += row(api, status, api.resolve(response));
  }
  return "<table class=\"answers\">\n<caption>Answers</caption>\n<tbody>\n" + rows +
         "</tbody>\n</table>\n";
}

}  // namespace chancery::http::docs
