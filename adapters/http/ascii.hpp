#pragma once

#include "domain/codec/ascii.hpp"

namespace chancery::http {

// What HTTP's grammars need of text: ASCII only, no locale.

using codec::hex_byte;
using codec::hex_digit;
using codec::is_alpha;
using codec::is_control;
using codec::is_digit;
using codec::lower;
using codec::same_ignoring_case;
using codec::trim;

}  // namespace chancery::http
