#include "adapters/http/docs/fields.hpp"

#include <algorithm>

#include "adapters/http/docs/markup.hpp"

namespace chancery::http::docs {
namespace {

using codec::Json;

struct Field {
  std::string_view name;
  /// `query`, `header`, `path`; empty for members of a body.
  std::string_view place;
  bool required = false;
  const Json* schema;
  /// Instead of the schema's own; may be empty.
  std::string_view description{};
};

std::string joined(const Json::Array& parts, std::string_view separator, auto to_text) {
  std::string out;
  for (const auto& part : parts) {
    if (!out.empty()) out += separator;
    out += to_text(part);
  }
  return out;
}

std::string value_in_code(const Json& value) {
  return code(value.as_string() ? *value.as_string() : codec::write_json(value));
}

/// `1 to 200`, `up to 254`, `at least 8`; empty without bounds.
std::string bounds(const Json& schema, std::string_view least, std::string_view most) {
  const auto* const low = schema.find(least);
  const auto* const high = schema.find(most);
  if (low && high) return codec::write_json(*low) + " to " + codec::write_json(*high);
  if (high) return "up to " + codec::write_json(*high);
  return low ? "at least " + codec::write_json(*low) : "";
}

std::string constraints(const Json& schema) {
  std::string out;
  if (const auto format = text_of(schema, "format"); !format.empty()) {
    out += ", " + escaped(format);
  }
  if (const auto length = bounds(schema, "minLength", "maxLength"); !length.empty()) {
    out += ", " + length + " characters";
  }
  if (const auto range = bounds(schema, "minimum", "maximum"); !range.empty()) out += ", " + range;
  if (const auto* fallback = schema.find("default")) {
    out += ", default " + value_in_code(*fallback);
  }
  return out;
}

std::string plain_type(const ApiDescription& api, const Json& schema) {
  if (const auto* value = schema.find("const")) return value_in_code(*value);
  const auto one_of = [&](const Json& part) { return type_of(api, part); };
  if (schema.find("enum")) return joined(items_of(schema, "enum"), " or ", value_in_code);
  if (schema.find("oneOf")) return joined(items_of(schema, "oneOf"), " or ", one_of);
  if (schema.find("items")) return "list of " + type_of(api, need(schema, "items"));
  const auto name = [](const Json& type) { return escaped(*type.as_string()); };
  const auto& type = need(schema, "type");
  return type.as_array() ? joined(*type.as_array(), " or ", name) : name(type);
}

std::string row(const ApiDescription& api, const Field& field) {
  const auto& schema = api.resolve(*field.schema);
  auto description =
      field.description.empty() ? text_of(*field.schema, "description") : field.description;
  // What a schema with a section of its own is, stands there.
  if (description.empty() && !has_section(api, *field.schema)) {
    description = text_of(schema, "description");
  }
  auto out = "<tr><th scope=\"row\">" + code(field.name);
  if (!field.place.empty()) out += " <span class=\"place\">" + escaped(field.place) + "</span>";
  if (field.required) out += " <span class=\"required\">required</span>";
  out += "</th><td><span class=\"type\">" + type_of(api, *field.schema) + "</span>";
  if (!description.empty()) out += ' ' + inline_markdown(description);
  return out + "</td></tr>\n";
}

std::string table(std::string_view caption, const std::string& rows) {
  return "<table>\n<caption>" + std::string(caption) + "</caption>\n<tbody>\n" + rows +
         "</tbody>\n</table>\n";
}

bool is_required(const Json& schema, const std::string& name) {
  return std::ranges::count(items_of(schema, "required"), Json(name)) > 0;
}

}  // namespace

bool has_section(const ApiDescription& api, const Json& schema) {
  return !name_of_reference(schema).empty() &&
         !members_of(api.resolve(schema), "properties").empty();
}

std::string type_of(const ApiDescription& api, const Json& schema) {
  if (has_section(api, schema)) {
    const std::string name(name_of_reference(schema));
    return "<a href=\"#schema-" + name + "\">" + name + "</a>";
  }
  const auto& resolved = api.resolve(schema);
  return plain_type(api, resolved) + constraints(resolved);
}

std::string field_tables(const ApiDescription& api, const Json& schema, std::string_view caption) {
  const auto& resolved = api.resolve(schema);
  std::string out;
  for (const auto& variant : items_of(resolved, "oneOf")) {
    out += field_tables(api, variant, caption);
  }
  std::string rows;
  for (const auto& [name, member] : members_of(resolved, "properties")) {
    rows += row(
        api,
        {.name = name, .place = {}, .required = is_required(resolved, name), .schema = &member});
  }
  return rows.empty() ? out : out + table(caption, rows);
}

std::string parameter_table(const ApiDescription& api, const Operation& operation) {
  std::string rows;
  for (const auto* parameter : operation.parameters) {
    const auto* const required = parameter->find("required");
    rows += row(api, {.name = text_of(*parameter, "name"),
                      .place = text_of(*parameter, "in"),
                      .required = required && *required == Json(true),
                      .schema = &need(*parameter, "schema"),
                      .description = text_of(*parameter, "description")});
  }
  return rows.empty() ? "" : table("Parameters", rows);
}

}  // namespace chancery::http::docs
