#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "adapters/http/form.hpp"
#include "domain/codec/utf8.hpp"

namespace {

void require(bool claim) {
  if (!claim) std::abort();
}

}  // namespace

/// Whatever comes out is text without control characters, and no name stands there twice.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using chancery::http::Form;
  const std::string_view text(static_cast<const char*>(static_cast<const void*>(data)), size);
  const auto form = Form::parse(text);
  if (!form) return 0;
  require(form->parameters().size() <= Form::max_parameters);
  for (const auto& [name, value] : form->parameters()) {
    require(!name.empty() && !chancery::codec::has_control(name));
    require(!chancery::codec::has_control(value));
    require(form->all(name).size() == (value.empty() ? 0 : 1));
  }
  return 0;
}
