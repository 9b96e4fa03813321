#pragma once

// How the rows of the table read their texts: each says what is wrong with one, or puts its value
// into the draft.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "app/settings/parse.hpp"
#include "app/settings/table.hpp"

namespace chancery::settings::read {

using Outcome = std::optional<Complaint>;

constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

template <class T, class Target>
inline Outcome store(Parsed<T> parsed, Target& target) {
  if (!parsed) return std::move(parsed.error());
  target = std::move(*parsed);
  return std::nullopt;
}

template <auto member, std::int64_t least, std::int64_t most>
Outcome duration(std::string_view text, Draft& draft) {
  return store(parse_lifetime(text, {Lifetime(least), Lifetime(most)}), draft.settings.*member);
}

template <auto member, std::size_t least, std::size_t most>
Outcome count(std::string_view text, Draft& draft) {
  return store(parse_count(text, {least, most}), draft.settings.*member);
}

template <auto member, auto parse>
Outcome parsed(std::string_view text, Draft& draft) {
  return store(parse(text), draft.settings.*member);
}

template <auto member>
Outcome path(std::string_view text, Draft& draft) {
  if (!text.empty()) draft.*member = std::filesystem::path(text);
  return std::nullopt;
}

inline Outcome issuer(std::string_view text, Draft& draft) {
  return store(parse_issuer(text), draft.issuer);
}

inline Outcome metrics_listen(std::string_view text, Draft& draft) {
  if (text.empty()) return std::nullopt;
  return store(parse_listen(text), draft.settings.metrics_listen);
}

inline Outcome api_client(std::string_view text, Draft& draft) {
  if (text.empty()) return std::nullopt;
  return store(parse_client_id(text), draft.settings.api_client);
}

inline Outcome templates(std::string_view text, Draft& draft) {
  if (!text.empty()) draft.settings.templates = std::filesystem::path(text);
  return std::nullopt;
}

inline Outcome password_filter(std::string_view text, Draft& draft) {
  if (!text.empty()) draft.settings.password_filter = std::filesystem::path(text);
  return std::nullopt;
}

inline Outcome password_pepper(std::string_view text, Draft& draft) {
  draft.settings.password_pepper = Secret(std::string(text));
  return std::nullopt;
}

inline Outcome mail_url(std::string_view text, Draft& draft) {
  if (text.empty()) return std::nullopt;
  return store(parse_mail_url(text), draft.mail_url);
}

inline Outcome mail_from(std::string_view text, Draft& draft) {
  if (text.empty()) return std::nullopt;
  return store(parse_mail_sender(text), draft.mail_from);
}

inline Outcome mail_password(std::string_view text, Draft& draft) {
  draft.mail_password = Secret(std::string(text));
  return std::nullopt;
}

inline Outcome master_key(std::string_view text, Draft& draft) {
  draft.settings.master_key = Secret(std::string(text));
  return std::nullopt;
}

}  // namespace chancery::settings::read
