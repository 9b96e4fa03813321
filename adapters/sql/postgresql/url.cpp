#include "adapters/sql/postgresql/url.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>
#include <utility>

namespace chancery::sql::postgresql {
namespace {

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

std::map<std::string, std::string> parse(const std::string& text) {
  char* message = nullptr;
  const std::unique_ptr<PQconninfoOption, FreeOptions> options(
      PQconninfoParse(text.c_str(), &message));
  PQfreemem(message);  // it quotes the text
  if (!options) throw std::invalid_argument("the database URL is not one that libpq can read");
  std::map<std::string, std::string> values;
  for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr) values.emplace(option->keyword, option->val);
  }
  return values;
}

}  // namespace

bool Url::is_one(const std::string& text) {
  return text.starts_with("postgresql://") || text.starts_with("postgres://");
}

Url::Url(std::string text) : text_(std::move(text)) {
  if (!is_one(text_) || text_.find('\0') != std::string::npos) {
    throw std::invalid_argument("a PostgreSQL URL begins with postgresql://");
  }
  auto values = parse(text_);
  password_ = values["password"];
  // An @, / or : of a password that is not encoded ends up in one of these, and then in messages.
  const bool misread = values["port"].find_first_not_of("0123456789,") != std::string::npos ||
                       values["host"].find('@') != std::string::npos ||
                       values["dbname"].find('@') != std::string::npos;
  if (misread) {
    throw std::invalid_argument(
        "the database URL cannot be read: in user and password, write %40 for @, %2F for / and "
        "%3A for :");
  }
}

std::string Url::redacted(std::string message) const {
  while (message.ends_with('\n')) message.pop_back();
  std::ranges::replace_if(message, [](char c) { return c == '\n' || c == '\t'; }, ' ');
  if (password_.empty()) return message;
  constexpr std::string_view hidden = "***";
  for (auto at = message.find(password_); at != std::string::npos;
       at = message.find(password_, at + hidden.size())) {
    message.replace(at, password_.size(), hidden);
  }
  return message;
}

}  // namespace chancery::sql::postgresql
