#include "adapters/http/docs/pretty_json.hpp"

namespace chancery::http::docs {
namespace {

using codec::Json;

void write(std::string& out, const Json& value, const std::string& indent) {
  const auto inner = indent + "  ";
  const char* separator = "\n";
  const auto begin_line = [&] {
    out += separator + inner;
    separator = ",\n";
  };
  if (const auto* members = value.as_object(); members && !members->empty()) {
    out += '{';
    for (const auto& [name, member] : *members) {
      begin_line();
      codec::append_json_string(out, name);
      out += ": ";
      write(out, member, inner);
    }
    out += '\n' + indent + '}';
  } else if (const auto* items = value.as_array(); items && !items->empty()) {
    out += '[';
    for (const auto& item : *items) {
      begin_line();
      write(out, item, inner);
    }
    out += '\n' + indent + ']';
  } else {
    out += codec::write_json(value);
  }
}

}  // namespace

std::string pretty_json(const Json& value, const std::string& indent) {
  std::string out;
  write(out, value, indent);
  return out;
}

}  // namespace chancery::http::docs
