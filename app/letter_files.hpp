#pragma once

#include <expected>
#include <filesystem>

#include "adapters/mail/letters.hpp"
#include "app/complaint.hpp"
#include "app/settings.hpp"

namespace chancery {

/// The mails as the settings want them: the built-in ones, or with TEMPLATES those of its folder in
/// their place.
std::expected<mail::Letters, Complaint> wanted_letters(const Settings& settings);

/// The mails with an operator's own templates in the place of the built-in ones. The complaint
/// names the file, and the line where it is no template.
std::expected<mail::Letters, Complaint> letters_of(const Issuer& issuer,
                                                   const std::filesystem::path& folder);

}  // namespace chancery
