#pragma once

#include <expected>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "app/complaint.hpp"
#include "domain/secret.hpp"

namespace chancery::cli {

/// Where a command reads and writes.
struct Console {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  /// Asks a person without echo; nothing at the end of input. Empty unless standard input is a
  /// terminal.
  std::function<std::optional<Secret>(std::string_view question)> ask{};
  /// Shows a line that the next one replaces; an empty one takes it away. Empty unless standard
  /// error is a terminal.
  std::function<void(std::string_view line)> progress{};
};

/// Asks on the terminal behind standard input; empty if there is none.
std::function<std::optional<Secret>(std::string_view question)> terminal_question();

/// Shows progress on the terminal behind standard error; empty if there is none.
std::function<void(std::string_view line)> terminal_progress();

/// Reads one line, without its end, from standard input; from a terminal without echo, and twice if
/// `repeated`. `what` names it in questions and complaints: `password`.
std::expected<Secret, Complaint> read_secret(Console& console, const std::string& what,
                                             bool repeated);

/// Writes the `error:` line and the `hint:` line, control characters escaped.
void print(std::ostream& err, const Complaint& complaint);

/// Text as a terminal may see it: control characters, also those that move the cursor or hide text,
/// are escaped (attack B100).
std::string printable(std::string_view text);

}  // namespace chancery::cli
