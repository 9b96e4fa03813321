#include "app/diagnosis.hpp"

#include <algorithm>

#include "adapters/sql/migrations.hpp"
#include "adapters/web/fetch.hpp"
#include "app/authority.hpp"
#include "app/letter_files.hpp"
#include "app/mail_sending.hpp"
#include "app/password_findings.hpp"
#include "domain/codec/json.hpp"
#include "domain/codec/rfc3339.hpp"
#include "ports/unavailable.hpp"

namespace chancery {
namespace {

using inbound::Finding;
using Findings = std::vector<Finding>;

Finding schema_finding(sql::Database& database) {
  sql::Migrations migrations(database);
  const auto pending = migrations.pending().size();
  if (migrations.status().size() > sql::known_migrations().size()) {
    return {"schema", true, "one migration ahead of this program, which serves with it"};
  }
  if (pending == 0) return {"schema", true, "every migration is applied"};
  return {"schema", false, std::to_string(pending) + " migrations are missing",
          "run: chancery migrate up"};
}

Finding keys_finding(const std::vector<KeyRecord>& keys) {
  for (const auto use : key_uses) {
    const bool active = std::ranges::any_of(keys, [&](const KeyRecord& key) {
      return key.use == use && key.state == KeyState::active;
    });
    if (!active) {
      return {"keys", false, "no active key for " + std::string(name(use)),
              "start the server, which makes it, or run: chancery key list"};
    }
  }
  return {"keys", true, std::to_string(keys.size()) + " keys, one active for each use"};
}

/// What the database has seen happen cannot lie ahead.
Finding clock_finding(const std::vector<KeyRecord>& keys, Instant now) {
  Instant latest{};
  for (const auto& key : keys) latest = std::max(latest, key.created_at);
  if (now + clock_skew < latest) {
    return {
        "clock", false,
        "it is " + codec::rfc3339(now) + " here, but a key was made at " + codec::rfc3339(latest),
        "set the clock, by NTP for instance"};
  }
  return {"clock", true, "it is " + codec::rfc3339(now)};
}

/// Sweeps come every minute; after a day without, nobody sweeps.
Finding housekeeping_finding(const Backlog& backlog, Instant now) {
  if (backlog.waiting == 0) return {"housekeeping", true, "to be removed: 0"};
  const bool is_bound = backlog.waiting >= inbound::KeepHouse::backlog_bound;
  auto message = "to be removed: " + std::to_string(backlog.waiting) + (is_bound ? " or more" : "");
  if (backlog.since) message += ", the oldest since " + codec::rfc3339(*backlog.since);
  if (!backlog.since || now < *backlog.since + std::chrono::hours(24)) {
    return {"housekeeping", true, message};
  }
  return {"housekeeping", false, message,
          "a running server removes them: does one run, and does its log say that housekeeping "
          "fails?"};
}

Finding issuer_finding(const Settings& settings) {
  const auto& issuer = settings.issuer.value();
  const auto answer = web::fetch(issuer + "/.well-known/openid-configuration");
  if (!answer) {
    return {"issuer", false, issuer + " cannot be reached: " + answer.error(),
            "is the server running, and does the issuer's host lead to it? see CHANCERY_ISSUER"};
  }
  const auto document = codec::read_json(*answer);
  const auto* said = document ? document->find("issuer") : nullptr;
  if (said == nullptr || *said != codec::Json(issuer)) {
    return {"issuer", false, "something else answers at " + issuer,
            "CHANCERY_ISSUER and the address that clients use must be the same"};
  }
  return {"issuer", true, issuer + " answers with its metadata"};
}

/// Whether mail could be sent; sends none.
Finding mail_finding(const Settings& settings) {
  if (const auto letters = wanted_letters(settings); !letters) {
    return {"mail", false, letters.error().message, letters.error().hint};
  }
  if (!settings.mail) return {"mail", true, "none is sent: there is no MAIL_URL"};
  const auto* const server = std::get_if<MailServer>(&settings.mail->url);
  if (server == nullptr) return {"mail", true, "it stays on this machine"};
  const auto place = server->host + ':' + std::to_string(server->port);
  const auto probed = probe_mail_server(*settings.mail);
  if (probed) return {"mail", true, place + " would take it"};
  return {"mail", false, place + " takes none: " + probed.error().reason,
          "are host, port, user and password right, and does the certificate bear that name? see "
          "CHANCERY_MAIL_URL"};
}

Findings authority_findings(const Settings& settings) {
  const auto authority = open_authority(settings);
  if (!authority) {
    return {{"database", false, authority.error().message, authority.error().hint}};
  }
  auto& opened = **authority;
  const auto keys = opened.manage_keys.list();
  Findings findings{{"database", true, "it opens and answers"},
                    schema_finding(*opened.database),
                    keys_finding(keys),
                    clock_finding(keys, opened.clock.now()),
                    housekeeping_finding(opened.keep_house.backlog(), opened.clock.now()),
                    hashing_finding(measure(opened.hasher, hash_limits(settings))),
                    census_finding(opened.stores.password_census.count())};
  if (const auto* filter = opened.password_blocklist.filter()) {
    findings.push_back(filter_finding(*filter));
  }
  return findings;
}

}  // namespace

Findings Diagnosis::run() {
  Findings findings{{"settings", true, "they are read and make sense"}};
  try {
    std::ranges::move(authority_findings(settings_), std::back_inserter(findings));
  } catch (const Unavailable& error) {
    findings.push_back({"database", false, error.what(), "is it running, and the URL right?"});
  }
  findings.push_back(issuer_finding(settings_));
  findings.push_back(mail_finding(settings_));
  return findings;
}

}  // namespace chancery
