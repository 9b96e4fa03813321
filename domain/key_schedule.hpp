#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "domain/signature_algorithm.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

/// What a key is for. Keys of different uses never mix.
enum class KeyUse {
  sign_es256,
  sign_rs256,
  sign_ps256,
  sign_eddsa,
  tag_refresh_tokens,     ///< HMAC; not published
  digest_client_secrets,  ///< HMAC; not published, never replaced: stored digests depend on it
  /// HMAC of the cursors of lists; not published. Never replaced: whoever learnt it could begin a
  /// page at a place of his choosing, and see nothing he may not see anyway.
  authenticate_cursors,
  /// HMAC of requests with an `Idempotency-Key`; not published. Never replaced: what it made is
  /// kept for a day and is of use to nobody.
  digest_idempotent_requests,
  derive_subjects,  ///< HMAC of pairwise `sub`s; not published, never replaced: clients keep them
  /// HMAC of what a browser carries from page to page, and of tokens in forms; not published. Never
  /// replaced: what it made is good for an hour, in one browser.
  authenticate_interactions,
  /// HMAC of what attempts at secrets are counted by; not published. Never replaced: who had the
  /// database and this key could guess which names were tried.
  digest_attempts,
  digest_recovery_codes,  ///< HMAC; not published, never replaced: stored digests depend on it
};

inline constexpr KeyUse key_uses[] = {
    KeyUse::sign_es256,           KeyUse::sign_rs256,
    KeyUse::sign_ps256,           KeyUse::sign_eddsa,
    KeyUse::tag_refresh_tokens,   KeyUse::digest_client_secrets,
    KeyUse::authenticate_cursors, KeyUse::digest_idempotent_requests,
    KeyUse::derive_subjects,      KeyUse::authenticate_interactions,
    KeyUse::digest_attempts,      KeyUse::digest_recovery_codes};

constexpr std::string_view name(KeyUse use) {
  using enum KeyUse;
  switch (use) {
    case sign_es256: return "ES256";
    case sign_rs256: return "RS256";
    case sign_ps256: return "PS256";
    case sign_eddsa: return "EdDSA";
    case tag_refresh_tokens: return "refresh_tag";
    case digest_client_secrets: return "client_secret";
    case authenticate_cursors: return "cursor";
    case digest_idempotent_requests: return "idempotency";
    case derive_subjects: return "subject";
    case authenticate_interactions: return "interaction";
    case digest_attempts: return "attempt";
    case digest_recovery_codes: return "recovery_code";
  }
  std::unreachable();
}

constexpr std::optional<KeyUse> parse_key_use(std::string_view text) {
  for (const auto use : key_uses) {
    if (text == name(use)) return use;
  }
  return std::nullopt;
}

constexpr KeyUse signing_use(SignatureAlgorithm alg) {
  switch (alg) {
    case SignatureAlgorithm::ES256: return KeyUse::sign_es256;
    case SignatureAlgorithm::RS256: return KeyUse::sign_rs256;
    case SignatureAlgorithm::PS256: return KeyUse::sign_ps256;
    case SignatureAlgorithm::EdDSA: return KeyUse::sign_eddsa;
  }
  std::unreachable();
}

constexpr std::optional<SignatureAlgorithm> signature_algorithm(KeyUse use) {
  for (const auto alg : signature_algorithms) {
    if (use == signing_use(alg)) return alg;
  }
  return std::nullopt;
}

/// Whether keys of this use have successors; the others sign for as long as the database lives.
constexpr bool is_replaced(KeyUse use) {
  return use == KeyUse::tag_refresh_tokens || signature_algorithm(use).has_value();
}

/// `next` is published and waits; `active` signs (one a use); `retiring` is published until nothing
/// it signed is valid any more, and its public half is kept some time beyond.
enum class KeyState { next, active, retiring };

constexpr std::string_view name(KeyState state) {
  switch (state) {
    case KeyState::next: return "next";
    case KeyState::active: return "active";
    case KeyState::retiring: return "retiring";
  }
  std::unreachable();
}

constexpr std::optional<KeyState> parse_key_state(std::string_view text) {
  for (const auto state : {KeyState::next, KeyState::active, KeyState::retiring}) {
    if (text == name(state)) return state;
  }
  return std::nullopt;
}

/// A key's place in the schedule; the key itself is elsewhere.
struct KeyRecord {
  KeyId id;
  KeyUse use;
  KeyState state;
  /// When it was published.
  Instant created_at{};
  /// When it is to begin (`next`), or began, to sign.
  Instant activates_at{};
  /// When it stopped signing; set exactly in state `retiring`.
  std::optional<Instant> retired_at{};

  bool operator==(const KeyRecord&) const = default;
};

struct KeyPolicy {
  /// How long a key signs before the next one takes over.
  Lifetime signing_lifetime;
  /// How long a key is published before it signs: longer than the JWKS may be cached.
  Lifetime publication_lead;
  /// How long a key is published after it last signed: longer than any token lives.
  Lifetime publication_tail;
  /// The absolute lifetime of a login: how long a retired key may still be asked about.
  Lifetime login_lifetime;
};

/// Make a key. With no key of its use active, it signs at once.
struct CreateKey {
  KeyUse use;
  KeyState state;
  Instant activates_at;

  bool operator==(const CreateKey&) const = default;
};
/// `next` begins to sign, and `previous` stops, in one step.
struct ActivateKey {
  KeyId next;
  std::optional<KeyId> previous;

  bool operator==(const ActivateKey&) const = default;
};
/// Forget a key for good.
struct RemoveKey {
  KeyId id;

  bool operator==(const RemoveKey&) const = default;
};
using KeyAction = std::variant<CreateKey, ActivateKey, RemoveKey>;

/// What is due now, over keys of every use, so that each has exactly one active key and its
/// successor is published in time. Empty when nothing is.
std::vector<KeyAction> due_key_actions(std::span<const KeyRecord> keys, const KeyPolicy& policy,
                                       Instant now);

/// The earliest instant at which a `next` key may sign: once it was published for the lead.
Instant earliest_activation(const KeyRecord& next, const KeyPolicy& policy);

/// Whether the public half belongs in the JWKS.
bool is_published(const KeyRecord& key, const KeyPolicy& policy, Instant now);

}  // namespace chancery
