#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::templates {

/// The language ranges of `Accept-Language` (RFC 9110 §12.5.4), the most wanted first; what is not
/// wanted at all (`q=0`), `*`, and what is no range are left out. At most 32 are read.
std::vector<std::string> accepted_languages(std::string_view header);

/// Lookup as in RFC 4647 §3.4: for each wanted range in turn, the longest of its beginnings that is
/// one of `known`, compared without case. Nothing when none of them is.
std::optional<std::string> look_up_language(std::span<const std::string> wanted,
                                            std::span<const std::string> known);

/// The language of a page: by `ui_locales`, best first (OpenID Connect Core §3.1.2.1), else by the
/// header, else English. `known` are the languages there are.
std::string choose_language(std::span<const std::string> ui_locales,
                            std::string_view accept_language, std::span<const std::string> known);

}  // namespace chancery::templates
