#pragma once

#include <optional>
#include <string>

#include "domain/secret.hpp"

namespace chancery::http {

/// A QR code (ISO/IEC 18004, level M) of the text as an SVG element: dark on white whatever the
/// colours of the page, with the margin that readers need. Nothing for more than fits.
std::optional<Secret> qr_svg(const Secret& text);

}  // namespace chancery::http
