#include "adapters/http/docs/docs_page.hpp"

#include "adapters/http/docs/answers.hpp"
#include "adapters/http/docs/api_description.hpp"
#include "adapters/http/docs/curl_lines.hpp"
#include "adapters/http/docs/fields.hpp"
#include "adapters/http/docs/markup.hpp"

namespace chancery::http::docs {
namespace {

using codec::Json;

/// `POST`, in the colour of its kind.
std::string method_badge(const Operation& operation) {
  return "<span class=\"method " + operation.method + "\">" + operation.method + "</span>";
}

/// Breaks long paths before a slash rather than anywhere.
std::string path_in_code(const std::string& path) {
  auto html = escaped(path);
  for (auto at = html.find('/', 1); at != std::string::npos; at = html.find('/', at + 6)) {
    html.insert(at, "<wbr>");
  }
  return "<code>" + html + "</code>";
}

std::string navigation(const ApiDescription& api) {
  std::string out = "<nav aria-label=\"Contents\">\n<ul>\n";
  for (const auto& tag : api.tags()) {
    out += R"(<li><a class="tag" href="#tag-)" + tag.name + R"(">)" + tag.name + "</a>\n<ul>\n";
    for (const auto& operation : tag.operations) {
      out += "<li><a href=\"#" + operation.id + "\">" +
             escaped(text_of(*operation.json, "summary")) + "</a></li>\n";
    }
    out += "</ul></li>\n";
  }
  return out +
         "<li><a class=\"tag\" href=\"#credentials\">Credentials</a></li>\n"
         "<li><a class=\"tag\" href=\"#schemas\">Schemas</a></li>\n</ul>\n</nav>\n";
}

/// Which credentials an operation takes; an empty requirement means that the body carries them.
std::string credentials_line(const Operation& operation) {
  const auto& requirements = items_of(*operation.json, "security");
  if (requirements.empty()) return "";
  std::string names;
  for (const auto& requirement : requirements) {
    if (!names.empty()) names += " or ";
    const auto& schemes = *requirement.as_object();
    names += schemes.empty() ? std::string("in the form")
                             : R"(<a href="#scheme-)" + schemes.front().first + R"(">)" +
                                   schemes.front().first + "</a>";
  }
  return "<p class=\"takes\">Credentials: " + names + "</p>\n";
}

std::string body_tables(const ApiDescription& api, const Operation& operation) {
  const auto* const request = operation.json->find("requestBody");
  if (request == nullptr) return "";
  std::string out;
  for (const auto& [type, content] : members_of(api.resolve(*request), "content")) {
    out += field_tables(api, need(content, "schema"), "Body, " + code(type));
  }
  return out;
}

std::string commands(const ApiDescription& api, const Operation& operation, const Issuer& issuer) {
  std::string out;
  for (const auto& line : curl_lines(api, operation, issuer.value())) {
    out += R"(<pre class="command" tabindex="0"><code>)" + escaped(line) + "</code></pre>\n";
  }
  return out;
}

std::string article(const ApiDescription& api, const Operation& operation, const Issuer& issuer) {
  const auto& json = *operation.json;
  return "<article id=\"" + operation.id + "\">\n<h3><a href=\"#" + operation.id + "\">" +
         escaped(text_of(json, "summary")) + "</a></h3>\n<p class=\"route\">" +
         method_badge(operation) + ' ' + path_in_code(operation.path) + "</p>\n" +
         markdown(text_of(json, "description")) + credentials_line(operation) +
         commands(api, operation, issuer) + parameter_table(api, operation) +
         body_tables(api, operation) + answer_table(api, operation) + "</article>\n";
}

std::string section(const ApiDescription& api, const Tag& tag, const Issuer& issuer) {
  auto out = "<section aria-labelledby=\"tag-" + tag.name + "\">\n<h2 id=\"tag-" + tag.name +
             "\">" + tag.name + "</h2>\n" + markdown(tag.description);
  for (const auto& operation : tag.operations) out += article(api, operation, issuer);
  return out + "</section>\n";
}

/// The beginning of an article about something that has but a name.
std::string opened_article(const char* kind, const std::string& name) {
  return std::string("<article id=\"") + kind + name + "\">\n<h3>" + name + "</h3>\n";
}

std::string credentials_section(const ApiDescription& api) {
  std::string out =
      "<section aria-labelledby=\"credentials\">\n<h2 id=\"credentials\">Credentials</h2>\n";
  const auto& schemes = need(need(api.root(), "components"), "securitySchemes");
  for (const auto& [name, scheme] : *schemes.as_object()) {
    out += opened_article("scheme-", name);
    out += markdown(text_of(scheme, "description")) + "</article>\n";
  }
  return out + "</section>\n";
}

std::string schemas_section(const ApiDescription& api) {
  std::string out = "<section aria-labelledby=\"schemas\">\n<h2 id=\"schemas\">Schemas</h2>\n";
  for (const auto& [name, schema] : members_of(need(api.root(), "components"), "schemas")) {
    if (members_of(schema, "properties").empty()) continue;
    out += opened_article("schema-", name);
    out += markdown(text_of(schema, "description")) + field_tables(api, schema, "Members") +
           "</article>\n";
  }
  return out + "</section>\n";
}

std::string header(const Json& info) {
  return "<header>\n<h1>" + escaped(text_of(info, "title")) + " <span class=\"version\">" +
         escaped(text_of(info, "version")) + "</span></h1>\n<p class=\"summary\">" +
         escaped(text_of(info, "summary")) +
         "</p>\n<p>For programs: <a href=\"openapi.json\">openapi.json</a> · "
         "<a href=\"openapi.yaml\">openapi.yaml</a></p>\n</header>\n";
}

std::string head(const Json& info, std::string_view style) {
  return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
         escaped(text_of(info, "title")) + " API</title>\n<style>" + std::string(style) +
         "</style>\n</head>\n";
}

}  // namespace

std::string docs_page(std::string_view openapi_json, const Issuer& issuer, std::string_view style) {
  const ApiDescription api(openapi_json);
  const auto& info = need(api.root(), "info");
  auto out =
      head(info, style) + "<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n" +
      navigation(api) + "<div class=\"page\">\n" + header(info) + "<main id=\"main\">\n" +
      markdown(text_of(info, "description")) + "<p>A click on a command selects all of it.</p>\n";
  for (const auto& tag : api.tags()) out += section(api, tag, issuer);
  return out + credentials_section(api) + schemas_section(api) +
         "</main>\n</div>\n</body>\n</html>\n";
}

}  // namespace chancery::http::docs
