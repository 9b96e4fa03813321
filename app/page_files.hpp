#pragma once

#include <expected>
#include <filesystem>

#include "adapters/http/pages/pages.hpp"
#include "app/complaint.hpp"
#include "app/settings.hpp"

namespace chancery {

/// The pages as the settings want them: the built-in ones, or with TEMPLATES those of its folder in
/// their place.
std::expected<http::pages::Pages, Complaint> wanted_pages(const Settings& settings);

/// The pages with an operator's own templates in the place of the built-in ones: those of its files
/// that the folder has. The complaint names the file, and the line where it is no template.
std::expected<http::pages::Pages, Complaint> pages_of(const Issuer& issuer,
                                                      const std::filesystem::path& folder);

}  // namespace chancery
