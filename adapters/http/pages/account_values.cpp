#include "adapters/http/pages/account_values.hpp"

#include <algorithm>

namespace chancery::http::pages {
namespace {

using templates::filled;

Values::List section_values(const AccountView& view, const Catalogue& texts) {
  Values::List items;
  for (const auto& [section, uri] : view.sections) {
    items.push_back(Values()
                        .text("uri", uri)
                        .text("label", texts.at("account.section." + std::string(word(section))))
                        .text("current", section == view.section ? "page" : ""));
  }
  return items;
}

/// What an app was allowed, in one line.
std::string allowed(const std::vector<std::string>& scopes, const Catalogue& texts) {
  std::string line;
  for (const auto& scope : scopes) {
    const auto* const known = scope == "other" ? nullptr : texts.find("scope." + scope);
    const auto& text = known != nullptr ? *known : texts.at("scope.other");
    if (!line.empty()) line += "; ";
    line += filled_with(text, scope);
  }
  return line;
}

Values::List row_values(const AccountView& view, const Catalogue& texts) {
  const auto kind = "account." + std::string(word(view.section));
  Values::List items;
  for (const auto& row : view.rows) {
    items.push_back(
        Values()
            .text("id", row.id)
            .text("name", row.name)
            .text("device", row.device)
            .text("since", filled_with(texts.at("account.since"), row.since))
            .text("last_used", filled_with(texts.at("account.last_used"), row.last_used))
            .text("allowed", allowed(row.scopes, texts))
            .text("end_label", filled_with(texts.at(kind + ".end_label"), row.name)));
  }
  return items;
}

void add_problem(Values& values, const AccountProblem& problem, const Catalogue& texts) {
  const auto& text = texts.at("account.problem." + std::string(word(problem.trouble)));
  const auto name = problem.field ? std::string(word(*problem.field)) + "_problem" : "problem";
  values.text(name, text);
}

}  // namespace

std::string filled_with(const std::string& text, const std::string& value) {
  return value.empty() ? std::string() : filled(text, [&](auto) { return value; });
}

Names account_names() {
  auto names = common_names();
  names.texts.merge(Names::Set{"action", "email", "username", "next_email", "signed_in_at",
                               "logout_uri", "more", "notice", "problem", "username_problem",
                               "email_problem", "current_password_problem", "new_password_problem",
                               "confirm_problem"});
  names.flags.merge(Names::Set{"in_profile", "in_password", "in_factors", "in_sessions", "in_apps",
                               "in_deletion", "changes_email"});
  names.fragments = {"factors"};
  names.lists.emplace("hidden", Names::Set{"name", "value"});
  names.lists.emplace("sections", Names::Set{"uri", "label", "current"});
  names.lists.emplace(
      "rows", Names::Set{"id", "name", "device", "since", "last_used", "allowed", "end_label"});
  return names;
}

Values account_values(const AccountView& view, const Catalogue& texts) {
  Values values;
  Values::List hidden;
  for (const auto& [name, value] : view.form.hidden) {
    hidden.push_back(Values().text("name", name).text("value", value));
  }
  const bool shows_rows =
      view.section == AccountSection::sessions || view.section == AccountSection::apps;
  values.text("action", view.form.action)
      .list("hidden", std::move(hidden))
      .list("sections", section_values(view, texts))
      .list("rows", shows_rows ? row_values(view, texts) : Values::List())
      .text("email", view.email)
      .text("username", view.username)
      .text("next_email", view.next_email)
      .text("signed_in_at", view.signed_in_at)
      .text("logout_uri", view.logout_uri)
      .text("more", view.more == 0 ? "" : std::to_string(view.more))
      .flag("changes_email", view.changes_email)
      .text("title", texts.at("account.section." + std::string(word(view.section))));
  for (const auto& section :
       {AccountSection::profile, AccountSection::password, AccountSection::factors,
        AccountSection::sessions, AccountSection::apps, AccountSection::deletion}) {
    values.flag("in_" + std::string(word(section)), section == view.section);
  }
  if (view.notice) {
    values.text("notice", texts.at("account.notice." + std::string(word(*view.notice))));
  }
  if (view.problem) add_problem(values, *view.problem, texts);
  return values;
}

}  // namespace chancery::http::pages
