#include "app/authority.hpp"

#include "adapters/sql/migrations.hpp"
#include "app/master_key_file.hpp"
#include "app/usecases/overloaded.hpp"
#include "ports/unavailable.hpp"

namespace chancery {
namespace {

template <class T>
using OrComplaint = std::expected<T, Complaint>;

std::string url_of(const DatabaseUrl& database) {
  return std::visit(
      overloaded{
          [](const SqliteDatabase& sqlite) { return "sqlite:" + sqlite.file.string(); },
          [](const PostgresqlDatabase& postgresql) { return postgresql.url.reveal(); },
      },
      database);
}

OrComplaint<Secret> master_key_text(const Settings& settings) {
  if (settings.master_key) return *settings.master_key;
  const auto* sqlite = std::get_if<SqliteDatabase>(&settings.database);
  if (sqlite == nullptr) {
    return std::unexpected(Complaint{"PostgreSQL needs CHANCERY_MASTER_KEY",
                                     "make one with: openssl rand -base64 32"});
  }
  crypto::Entropy entropy;
  return master_key_beside(sqlite->file, [&] { return crypto::MasterKeys::make(entropy); });
}

OrComplaint<crypto::Peppers> open_peppers(const Settings& settings) {
  if (!settings.password_pepper) return crypto::Peppers();
  auto peppers = crypto::Peppers::parse(*settings.password_pepper);
  if (peppers) return *std::move(peppers);
  return std::unexpected(
      Complaint{"CHANCERY_PASSWORD_PEPPER: " + peppers.error().message, peppers.error().hint});
}

OrComplaint<blocklist::PasswordBlocklist> open_blocklist(const Settings& settings) {
  if (!settings.password_filter) return blocklist::PasswordBlocklist();
  auto filter = blocklist::FilterFile::open(*settings.password_filter);
  if (filter) return blocklist::PasswordBlocklist(*std::move(filter));
  return std::unexpected(Complaint{
      "CHANCERY_PASSWORD_FILTER: " + settings.password_filter->string() + ": " + filter.error(),
      "make it with: chancery password-filter build"});
}

void bring_up_to_date(sql::Database& database) {
  sql::Migrations migrations(database);
  if (database.engine() == sql::Engine::sqlite) {
    migrations.up(system::SystemClock().now());
  } else {
    migrations.must_serve();
  }
}

OrComplaint<void> open_keys(Authority& authority) {
  try {
    authority.manage_keys.maintain();
  } catch (const Unavailable&) {
    throw;
  } catch (const std::runtime_error& error) {
    return std::unexpected(
        Complaint{error.what(),
                  "give CHANCERY_MASTER_KEY, or the key file beside the database, the key that the "
                  "database was made with; several may stand there, separated by commas"});
  }
  return {};
}

}  // namespace

OrComplaint<crypto::MasterKeys> open_master_keys(const Settings& settings) {
  const auto text = master_key_text(settings);
  if (!text) return std::unexpected(text.error());
  auto keys = crypto::MasterKeys::parse(*text);
  if (keys) return *std::move(keys);
  if (settings.master_key) {
    return std::unexpected(
        Complaint{"CHANCERY_MASTER_KEY: " + keys.error().message, keys.error().hint});
  }
  const auto file = key_file_of(std::get<SqliteDatabase>(settings.database).file).string();
  return std::unexpected(
      Complaint{"the master key file " + file + " is damaged: " + keys.error().message,
                "put it back from your backup; another key would open nothing of this database"});
}

OrComplaint<std::unique_ptr<sql::Database>> open_database(const Settings& settings) {
  try {
    return sql::Database::open(url_of(settings.database),
                               {.prepared_statements = settings.prepared_statements});
  } catch (const std::invalid_argument& error) {
    return std::unexpected(Complaint{error.what(), "see CHANCERY_DATABASE_URL"});
  } catch (const Unavailable& error) {
    return std::unexpected(Complaint{
        error.what(), "is the path of CHANCERY_DATABASE_URL right, and may it be written?"});
  }
}

OrComplaint<std::unique_ptr<Authority>> open_authority(const Settings& settings) {
  auto keys = open_master_keys(settings);
  if (!keys) return std::unexpected(keys.error());
  auto peppers = open_peppers(settings);
  if (!peppers) return std::unexpected(peppers.error());
  auto blocklist = open_blocklist(settings);
  if (!blocklist) return std::unexpected(blocklist.error());
  auto database = open_database(settings);
  if (!database) return std::unexpected(database.error());
  try {
    bring_up_to_date(**database);
  } catch (const sql::SchemaMismatch& mismatch) {
    return std::unexpected(Complaint{mismatch.what(), mismatch.hint()});
  }
  std::unique_ptr<Authority> authority(new Authority{settings, *std::move(keys),
                                                     *std::move(database), *std::move(peppers),
                                                     *std::move(blocklist)});
  if (const auto done = open_keys(*authority); !done) return std::unexpected(done.error());
  return authority;
}

}  // namespace chancery
