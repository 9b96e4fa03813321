#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/complaint.hpp"
#include "app/settings.hpp"

namespace chancery::settings {

/// Settings on their way: what becomes a member only together with others waits beside them.
struct Draft {
  Settings settings{};
  std::optional<Issuer> issuer{};
  std::optional<std::filesystem::path> tls_certificate{};
  std::optional<std::filesystem::path> tls_key{};
  std::optional<std::filesystem::path> tls_client_ca{};
  std::optional<MailUrl> mail_url{};
  std::optional<MailSender> mail_from{};
  std::optional<Secret> mail_password{};
};

/// One setting: the only place that knows its name. Parsing, `--help` and the check of
/// `docs/settings.md` go by these rows.
struct Row {
  /// Without `CHANCERY_`.
  std::string_view name;
  /// What stands for the value in `--help`.
  std::string_view placeholder;
  /// The value when none is given, in the same syntax.
  std::string_view fallback{};
  /// What there is to say of a default that is no text.
  std::string_view shown_default{};
  std::string_view help;
  /// Has no plain flag: arguments are visible to every user of the machine.
  bool secret = false;
  /// Is not taken from the environment either, which a process shows to more than it means to.
  bool file_only = false;
  /// Empty text means none.
  bool may_be_empty = false;
  std::optional<Complaint> (*read)(std::string_view text, Draft& draft);
};

std::span<const Row> table();

/// The default as `--help` and the documents state it.
std::string_view default_text(const Row& row);

/// `--listen` without its dashes.
std::string flag_name(const Row& row);

/// The names of all flags that settings have, `-file` forms included, without dashes.
std::vector<std::string> flag_names();

}  // namespace chancery::settings
