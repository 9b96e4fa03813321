#include <istream>
#include <ostream>

#include "app/cli/command.hpp"
#include "app/cli/export_file.hpp"
#include "app/cli/importer.hpp"
#include "app/cli/input_file.hpp"
#include "app/cli/show.hpp"
#include "app/read_file.hpp"
#include "domain/codec/rfc3339.hpp"

namespace chancery::cli {
namespace {

using codec::Json;

std::expected<ImportFormat, Failure> wanted_format(const Call& call) {
  const auto text = call.flags.value("format");
  const auto format = parse_import_format(text.value_or("chancery"));
  if (format) return *format;
  return wrong_usage("--format is chancery, keycloak, auth0, firebase or django");
}

using HashConfig = std::optional<FirebaseHashConfig>;

std::expected<HashConfig, Failure> wanted_hash_config(const Call& call, ImportFormat format) {
  const auto name = call.flags.value("firebase-hash-config");
  if (!name) return std::nullopt;
  if (format != ImportFormat::firebase) {
    return wrong_usage("--firebase-hash-config goes with --format firebase");
  }
  const auto text = read_small_file(*name);
  if (!text) return failed({*name + ": " + text.error()});
  auto config = read_firebase_hash_config(*text);
  if (!config) {
    return failed({*name + ": " + config.error(),
                   "copy it from \"Password hash parameters\" of the project's console"});
  }
  return *std::move(config);
}

Outcome import(const Call& call) {
  const auto format = wanted_format(call);
  if (!format) return std::unexpected(format.error());
  const auto config = wanted_hash_config(call, *format);
  if (!config) return std::unexpected(config.error());
  const auto input = open_input(call);
  if (!input) return std::unexpected(input.error());
  return with_management(call, [&](Management& management) -> Outcome {
    Importer importer(call, management.transfer, {*format, *config, call.flags.has("dry-run")});
    return importer.run(*input);
  });
}

/// As `user import` reads it.
Json exported(const inbound::ExportedUser& entry, bool with_hash) {
  const auto& [user, password] = entry;
  Json::Array roles(user.roles.begin(), user.roles.end());
  Json::Object claims(user.claims.begin(), user.claims.end());
  auto object = Json::object({{"id", user.id.value()}, {"email", user.email}});
  object.set("email_verified", user.email_verified);
  if (user.username) object.set("username", *user.username);
  object.set("roles", std::move(roles));
  object.set("claims", std::move(claims));
  object.set("disabled", user.disabled);
  object.set("created_at", codec::rfc3339(user.created_at));
  if (with_hash && password) object.set("password_hash", password->value());
  return object;
}

/// Calls `write` with one line for each account.
template <class Write>
Outcome export_all(inbound::TransferUsers& transfer, bool with_hashes, const Write& write) {
  constexpr std::size_t page_size = 500;
  std::optional<UserId> last;
  while (true) {
    const auto page = transfer.page(last, page_size);
    std::string lines;
    for (const auto& entry : page) lines += write_json(exported(entry, with_hashes)) + '\n';
    if (auto written = write(lines); !written) return failed(written.error());
    if (page.size() < page_size) return {};
    last = page.back().user.id;
  }
}

Outcome export_to_file(const Call& call, inbound::TransferUsers& transfer, bool with_hashes,
                       const std::string& name) {
  auto file = ExportFile::open(name);
  if (!file) return failed(file.error());
  auto outcome = export_all(transfer, with_hashes,
                            [&](const std::string& lines) { return file->write(lines); });
  if (!outcome) return outcome;
  if (const auto finished = file->finish(); !finished) return failed(finished.error());
  show(call, Json::object({{"file", name}}));
  return {};
}

Outcome export_users(const Call& call) {
  const bool with_hashes = call.flags.has("with-password-hashes");
  const auto out = call.flags.value("out");
  return with_management(call, [&](Management& management) -> Outcome {
    if (out) return export_to_file(call, management.transfer, with_hashes, *out);
    const auto write = [&](const std::string& lines) -> std::expected<void, Complaint> {
      if (call.console.out << lines << std::flush) return {};
      return std::unexpected(Complaint{"standard output cannot be written"});
    };
    return export_all(management.transfer, with_hashes, write);
  });
}

}  // namespace

std::vector<Command> transfer_commands() {
  return {
      {"user import",
       "FILE",
       "make accounts of a file that another system, or user export, has written",
       {{"format", "NAME", "chancery (which is meant without), keycloak, auth0, firebase, django"},
        {"dry-run", "", "say what would come of every row, and change nothing"},
        {"firebase-hash-config", "FILE", "the hash_config block that Firebase's console shows"}},
       import},
      {"user export",
       "",
       "all accounts, one JSON object a line, for user import",
       {{"with-password-hashes", "", "with the hashes of the passwords: keep them secret"},
        {"out", "FILE", "a file that only its owner may read; one that is there is replaced"}},
       export_users},
  };
}

}  // namespace chancery::cli
