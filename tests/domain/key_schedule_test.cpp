// When a key is made, takes over and goes, at the boundary instants.

#include "domain/key_schedule.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace chancery {
namespace {

using namespace std::chrono_literals;
using Actions = std::vector<KeyAction>;

const Instant start{1'000'000s};
const KeyPolicy policy{.signing_lifetime = 2160h,
                       .publication_lead = 330s,
                       .publication_tail = 1h,
                       .login_lifetime = 720h};
const Instant successor_due = start + policy.signing_lifetime - policy.publication_lead;

KeyRecord active(KeyUse use, Instant since = start) {
  return {.id = KeyId("active-" + std::string(name(use))),
          .use = use,
          .state = KeyState::active,
          .created_at = since,
          .activates_at = since};
}

KeyRecord next(KeyUse use, Instant activates_at) {
  return {.id = KeyId("next-" + std::string(name(use))),
          .use = use,
          .state = KeyState::next,
          .created_at = activates_at - policy.publication_lead,
          .activates_at = activates_at};
}

KeyRecord retiring(KeyUse use, Instant retired_at) {
  return {.id = KeyId("retiring-" + std::string(name(use))),
          .use = use,
          .state = KeyState::retiring,
          .created_at = start - 2160h,
          .activates_at = start - 2160h,
          .retired_at = retired_at};
}

std::vector<KeyRecord> one_active_each() {
  std::vector<KeyRecord> keys;
  for (const auto use : key_uses) keys.push_back(active(use));
  return keys;
}

std::vector<KeyRecord> with(std::vector<KeyRecord> keys, KeyRecord more) {
  keys.push_back(std::move(more));
  return keys;
}

Actions due(const std::vector<KeyRecord>& keys, Instant now) {
  return due_key_actions(keys, policy, now);
}

TEST(DueKeyActions, AnEmptyDatabaseGetsOneKeyOfEachUseThatSignsAtOnce) {
  EXPECT_EQ(due({}, start),
            (Actions{CreateKey{KeyUse::sign_es256, KeyState::active, start},
                     CreateKey{KeyUse::sign_rs256, KeyState::active, start},
                     CreateKey{KeyUse::sign_ps256, KeyState::active, start},
                     CreateKey{KeyUse::sign_eddsa, KeyState::active, start},
                     CreateKey{KeyUse::tag_refresh_tokens, KeyState::active, start},
                     CreateKey{KeyUse::digest_client_secrets, KeyState::active, start},
                     CreateKey{KeyUse::authenticate_cursors, KeyState::active, start},
                     CreateKey{KeyUse::digest_idempotent_requests, KeyState::active, start},
                     CreateKey{KeyUse::derive_subjects, KeyState::active, start},
                     CreateKey{KeyUse::authenticate_interactions, KeyState::active, start},
                     CreateKey{KeyUse::digest_attempts, KeyState::active, start},
                     CreateKey{KeyUse::digest_recovery_codes, KeyState::active, start}}));
}

TEST(DueKeyActions, AMissingUseGetsItsKeyAndTheOthersAreLeft) {
  auto keys = one_active_each();
  std::erase_if(keys, [](const KeyRecord& key) { return key.use == KeyUse::sign_rs256; });
  EXPECT_EQ(due(keys, start + 1h),
            (Actions{CreateKey{KeyUse::sign_rs256, KeyState::active, start + 1h}}));
}

TEST(DueKeyActions, NothingIsDueWhileKeysAreYoung) {
  EXPECT_EQ(due(one_active_each(), start), Actions{});
  EXPECT_EQ(due(one_active_each(), successor_due - 1s), Actions{});
  EXPECT_EQ(due(one_active_each(), start - 1h), Actions{}) << "a clock that went back";
}

TEST(DueKeyActions, ASuccessorIsPublishedItsLeadBeforeItSigns) {
  const auto now = successor_due;
  EXPECT_EQ(due(one_active_each(), now),
            (Actions{CreateKey{KeyUse::sign_es256, KeyState::next, start + policy.signing_lifetime},
                     CreateKey{KeyUse::sign_rs256, KeyState::next, start + policy.signing_lifetime},
                     CreateKey{KeyUse::sign_ps256, KeyState::next, start + policy.signing_lifetime},
                     CreateKey{KeyUse::sign_eddsa, KeyState::next, start + policy.signing_lifetime},
                     CreateKey{KeyUse::tag_refresh_tokens, KeyState::next,
                               start + policy.signing_lifetime}}));
}

TEST(DueKeyActions, ALateSuccessorIsPublishedNoShorter) {
  const std::vector<KeyRecord> keys{active(KeyUse::sign_es256)};
  const auto late = start + 5000h;
  const auto actions = due(keys, late);
  ASSERT_FALSE(actions.empty());
  EXPECT_EQ(actions.front(), KeyAction(CreateKey{KeyUse::sign_es256, KeyState::next,
                                                 late + policy.publication_lead}));
}

TEST(DueKeyActions, KeysThatStoredThingsDependOnAreNeverReplaced) {
  for (const auto use : {KeyUse::digest_client_secrets, KeyUse::authenticate_cursors,
                         KeyUse::digest_idempotent_requests, KeyUse::derive_subjects,
                         KeyUse::authenticate_interactions, KeyUse::digest_attempts,
                         KeyUse::digest_recovery_codes}) {
    SCOPED_TRACE(name(use));
    const auto keys = std::vector{active(use)};
    const auto actions = due(keys, start + 876000h);
    EXPECT_TRUE(std::ranges::none_of(actions, [&](const KeyAction& action) {
      const auto* create = std::get_if<CreateKey>(&action);
      return !create || create->use == use;
    }));
    const auto with_next = with(keys, next(use, start));
    for (const auto& action : due(with_next, start + 876000h)) {
      EXPECT_FALSE(std::holds_alternative<ActivateKey>(action));
    }
  }
}

TEST(DueKeyActions, TheNextKeyTakesOverAtItsInstant) {
  const auto takes_over = start + 2000h;
  const auto keys = with(one_active_each(), next(KeyUse::sign_es256, takes_over));
  EXPECT_EQ(due(keys, takes_over - 1s), Actions{});
  EXPECT_EQ(due(keys, takes_over),
            (Actions{ActivateKey{KeyId("next-ES256"), KeyId("active-ES256")}}));
  EXPECT_EQ(due(keys, takes_over + 1h),
            (Actions{ActivateKey{KeyId("next-ES256"), KeyId("active-ES256")}}));
}

TEST(DueKeyActions, ThereIsNoSecondNextKey) {
  const auto keys = with(std::vector{active(KeyUse::sign_es256)},
                         next(KeyUse::sign_es256, successor_due + policy.publication_lead));
  for (const auto& action : due(keys, successor_due + 1s)) {
    const auto* create = std::get_if<CreateKey>(&action);
    EXPECT_FALSE(create && create->use == KeyUse::sign_es256);
  }
}

TEST(DueKeyActions, WithNoActiveKeyTheNextSignsAtOnce) {
  auto keys = one_active_each();
  keys.front() = next(KeyUse::sign_es256, start + 1h);
  EXPECT_EQ(due(keys, start), (Actions{ActivateKey{KeyId("next-ES256"), std::nullopt}}));
}

TEST(DueKeyActions, UsesAreIndependent) {
  auto keys = one_active_each();
  keys[0].activates_at = start - policy.signing_lifetime;
  keys = with(std::move(keys), next(KeyUse::sign_rs256, start + 1h));
  EXPECT_EQ(
      due(keys, start),
      (Actions{CreateKey{KeyUse::sign_es256, KeyState::next, start + policy.publication_lead}}));
}

TEST(DueKeyActions, ARetiredKeyIsForgottenWhenNoLoginCanAskForItAnyMore) {
  const auto forgotten_at = start + policy.publication_tail + policy.login_lifetime;
  const auto keys = with(one_active_each(), retiring(KeyUse::sign_es256, start));
  EXPECT_EQ(due(keys, forgotten_at - 1s), Actions{});
  EXPECT_EQ(due(keys, forgotten_at), (Actions{RemoveKey{KeyId("retiring-ES256")}}));
}

TEST(EarliestActivation, IsTheLeadAfterPublication) {
  auto key = next(KeyUse::sign_es256, start + 1h);
  key.created_at = start;
  EXPECT_EQ(earliest_activation(key, policy), start + 330s);
}

TEST(IsPublished, FromItsCreationUntilNothingItSignedIsValid) {
  for (const auto use :
       {KeyUse::sign_es256, KeyUse::sign_rs256, KeyUse::sign_ps256, KeyUse::sign_eddsa}) {
    EXPECT_TRUE(is_published(next(use, start + 1h), policy, start));
    EXPECT_TRUE(is_published(active(use), policy, start + 87600h));
    EXPECT_TRUE(is_published(retiring(use, start), policy, start + 1h - 1s));
    EXPECT_FALSE(is_published(retiring(use, start), policy, start + 1h));
  }
}

TEST(IsPublished, SymmetricKeysNever) {
  for (const auto use : key_uses) {
    if (signature_algorithm(use)) continue;
    EXPECT_FALSE(is_published(next(use, start), policy, start));
    EXPECT_FALSE(is_published(active(use), policy, start));
    EXPECT_FALSE(is_published(retiring(use, start), policy, start));
  }
}

TEST(KeyNames, AreReadBackAsTheSameValue) {
  for (const auto use : key_uses) EXPECT_EQ(parse_key_use(name(use)), use);
  for (const auto state : {KeyState::next, KeyState::active, KeyState::retiring}) {
    EXPECT_EQ(parse_key_state(name(state)), state);
  }
  EXPECT_FALSE(parse_key_use("es256").has_value());
  EXPECT_FALSE(parse_key_state("gone").has_value());
}

TEST(SigningUse, BelongsToItsAlgorithmAlone) {
  for (const auto alg : signature_algorithms) {
    EXPECT_EQ(signature_algorithm(signing_use(alg)), alg);
    EXPECT_EQ(parse_signature_algorithm(name(alg)), alg);
  }
  EXPECT_FALSE(signature_algorithm(KeyUse::tag_refresh_tokens).has_value());
  for (const char* unknown : {"none", "HS256", "es256", "PS384", "ES256K", "Ed25519", ""}) {
    EXPECT_FALSE(parse_signature_algorithm(unknown).has_value()) << unknown;
  }
}

}  // namespace
}  // namespace chancery
