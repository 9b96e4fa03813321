// What is a template renders, and what it is given never gets out of its quotes.

#include <cstdint>
#include <cstdlib>

#include "adapters/templates/template.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery::templates;
  static const auto texts = Catalogue::parse("hello = Hello, {name}!\n").value();
  static const Names names{.texts = {"name"},
                           .flags = {"yes", "no"},
                           .lists = {{"items", {"name"}}},
                           .fragments = {"page"}};
  Values values;
  values.text("name", "\x01<'\">&").flag("yes", true).flag("no", false);
  values.list("items", {Values().text("name", "\x01<"), Values()}).fragment("page", "<p>");

  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto made = Template::parse(text, names, texts);
  if (!made && (made.error().line == 0 || made.error().message.empty())) std::abort();
  if (!made || text.find('\x01') != std::string_view::npos) return 0;
  const auto page = made->render(values, texts);
  if (page.find("\x01<") != std::string::npos) std::abort();
  return 0;
}
