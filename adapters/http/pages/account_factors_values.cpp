#include <array>

#include "adapters/http/pages/account_values.hpp"

namespace chancery::http::pages {
namespace {

constexpr std::array steps{FactorsStep::overview,      FactorsStep::second_factor,
                           FactorsStep::change,        FactorsStep::factor,
                           FactorsStep::totp,          FactorsStep::passkey,
                           FactorsStep::recovery_codes};

std::string flag_of(FactorsStep step) { return "at_" + std::string(word(step)); }

/// As people type it.
std::string in_groups(std::string_view key) {
  constexpr std::size_t length = 4;
  std::string text;
  for (std::size_t i = 0; i < key.size(); i += length) {
    if (i > 0) text += ' ';
    text += key.substr(i, length);
  }
  return text;
}

Values::List row_values(const AccountFactors& factors, const Catalogue& texts) {
  Values::List items;
  for (const auto& row : factors.rows) {
    const auto& kind = texts.at("factors.kind." + row.kind);
    items.push_back(
        Values()
            .text("id", row.id)
            .text("name", row.name)
            .text("kind", kind)
            .text("other_kind", kind == row.name ? "" : kind)
            .text("since", filled_with(texts.at("account.since"), row.since))
            .text("last_used", filled_with(texts.at("account.last_used"), row.last_used))
            .text("change_label", filled_with(texts.at("factors.change_label"), row.name)));
  }
  return items;
}

Values::List code_values(const std::vector<std::string>& codes) {
  Values::List items;
  for (const auto& code : codes) items.push_back(Values().text("code", code));
  return items;
}

}  // namespace

Names account_factors_names() {
  Names names;
  names.texts = {"action",      "count",        "passkey",
                 "key",         "code_problem", "current_password_problem",
                 "name_problem"};
  names.flags = {"has_totp", "offers_passkeys", "is_last", "asks_totp", "asks_recovery_code"};
  for (const auto step : steps) names.flags.insert(flag_of(step));
  names.lists.emplace("hidden", Names::Set{"name", "value"});
  names.lists.emplace(
      "rows", Names::Set{"id", "name", "kind", "other_kind", "since", "last_used", "change_label"});
  names.lists.emplace("codes", Names::Set{"code"});
  names.fragments = {"qr", "script"};
  return names;
}

Values account_factors_values(const AccountView& view, const Catalogue& texts) {
  const auto& factors = view.factors;
  auto values = account_values(view, texts);
  values.list("rows", row_values(factors, texts))
      .text("count", factors.rows.empty() ? "" : std::to_string(factors.recovery_codes))
      .flag("has_totp", factors.has_totp)
      .flag("offers_passkeys", factors.offers_passkeys)
      .flag("is_last", factors.is_last)
      .flag("asks_totp", factors.asks_totp)
      .flag("asks_recovery_code", factors.asks_recovery_code)
      .text("passkey", factors.passkey)
      .text("key", in_groups(factors.key))
      .fragment("qr", factors.qr)
      .list("codes", code_values(factors.codes));
  for (const auto step : steps) values.flag(flag_of(step), step == factors.step);
  return values;
}

}  // namespace chancery::http::pages
