// What an AuthorizationCodeStore promises its callers: one contract, run on every store.

#include "ports/unavailable.hpp"
#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using enum outbound::RedeemOutcome;
using outbound::EndSessionOutcome;
using samples::browser_session;
using samples::client;
using samples::code;
using samples::event;
using samples::family;
using samples::noon;
using Participants = std::vector<Participant>;

const AuditEvent login = event(AuditType::login_succeeded);
const AuditEvent began = event(AuditType::browser_session_began);
const AuditEvent ended = event(AuditType::browser_session_ended);

Participant participant(const std::string& family, const ClientId& client = samples::client().id) {
  return {.client = client, .login = FamilyId(family)};
}

template <class Stores>
class AuthorizationCodeStoreContract : public testing::Test {
 protected:
  void begin_session() { stores.browser_sessions.begin(browser_session(), {}, began); }
  outbound::RedeemOutcome redeem(const std::string& id, const RefreshFamily& login_made) {
    return store.redeem({.code = CodeDigest(id),
                         .family = login_made,
                         .session = browser_session().id,
                         .event = login});
  }
  Participants participants() { return stores.browser_sessions.participants(browser_session().id); }
  bool is_there(const std::string& id) { return stores.families.find(FamilyId(id)).has_value(); }

  Stores stores;
  outbound::AuthorizationCodeStore& store = stores.codes;
};
TYPED_TEST_SUITE(AuthorizationCodeStoreContract, EveryKindOfStores);

TYPED_TEST(AuthorizationCodeStoreContract, FindsWhatWasAddedFieldByField) {
  auto redeemed_one = code("c2");
  redeemed_one.redirect_uri_sent = true;
  redeemed_one.login = FamilyId("f9");
  auto burnt_one = code("c3");
  burnt_one.burnt = true;
  for (const auto& added : {code(), redeemed_one, burnt_one}) {
    this->store.add(added);
    EXPECT_EQ(this->store.find(added.id), added);
  }
  EXPECT_EQ(this->store.find(CodeDigest("c4")), std::nullopt);
  EXPECT_EQ(this->stores.events(), std::vector<AuditEvent>{});
}

TYPED_TEST(AuthorizationCodeStoreContract, WhatIsNotGivenComesBackSo) {
  auto bare = code();
  bare.redirect_uri = "";
  bare.challenge = std::nullopt;
  bare.nonce = std::nullopt;
  bare.scopes = {};
  bare.audiences = {};
  bare.claims = {};
  bare.authentication = {};
  this->store.add(bare);
  EXPECT_EQ(this->store.find(bare.id), bare);

  auto empty = code("c2");
  empty.challenge = "";
  empty.nonce = "";
  this->store.add(empty);
  EXPECT_EQ(this->store.find(empty.id), empty) << "an empty text is not the lack of one";
}

TYPED_TEST(AuthorizationCodeStoreContract, AnIdThatIsTakenIsNeverOverwritten) {
  this->store.add(code());
  auto other = code();
  other.user = UserId("mallory");
  EXPECT_THROW(this->store.add(other), Unavailable);
  EXPECT_EQ(this->store.find(code().id), code());
}

TYPED_TEST(AuthorizationCodeStoreContract, RedeemingMakesLoginParticipantAndEvent) {
  this->begin_session();
  this->store.add(code());
  this->store.add(code("c2"));
  EXPECT_EQ(this->redeem("c1", family("f1")), redeemed);

  auto after = code();
  after.login = FamilyId("f1");
  EXPECT_EQ(this->store.find(code().id), after);
  EXPECT_EQ(this->store.find(CodeDigest("c2")), code("c2"));
  EXPECT_EQ(this->stores.families.find(FamilyId("f1")).value().family, family("f1"));
  EXPECT_EQ(this->participants(), Participants{participant("f1")});
  EXPECT_EQ(this->stores.events(), (std::vector{began, login}));
}

TYPED_TEST(AuthorizationCodeStoreContract, B20_ACodeIsRedeemedOnce) {
  this->begin_session();
  this->store.add(code());
  EXPECT_EQ(this->redeem("c1", family("f1")), redeemed);
  EXPECT_EQ(this->redeem("c1", family("f2")), already_redeemed);
  EXPECT_EQ(this->store.find(code().id).value().login, FamilyId("f1"));
  EXPECT_FALSE(this->is_there("f2"));
  EXPECT_EQ(this->participants(), Participants{participant("f1")});
  EXPECT_EQ(this->stores.events(), (std::vector{began, login}));
}

TYPED_TEST(AuthorizationCodeStoreContract, B23_ABurntCodeBuysNothing) {
  this->begin_session();
  this->store.add(code());
  EXPECT_TRUE(this->store.burn(code().id));
  EXPECT_FALSE(this->store.burn(code().id));
  EXPECT_EQ(this->redeem("c1", family()), burnt);
  EXPECT_FALSE(this->is_there("f1"));
  auto after = code();
  after.burnt = true;
  EXPECT_EQ(this->store.find(code().id), after);
}

TYPED_TEST(AuthorizationCodeStoreContract, WhatWasRedeemedOrIsGoneIsNotBurnt) {
  this->begin_session();
  this->store.add(code());
  EXPECT_EQ(this->redeem("c1", family()), redeemed);
  EXPECT_FALSE(this->store.burn(code().id));
  EXPECT_FALSE(this->store.find(code().id).value().burnt);
  EXPECT_FALSE(this->store.burn(CodeDigest("never")));
}

TYPED_TEST(AuthorizationCodeStoreContract, TheFirstOutcomeThatAppliesIsTold) {
  EXPECT_EQ(this->redeem("c1", family()), gone);
  this->store.add(code());
  EXPECT_EQ(this->redeem("c1", family()), session_ended);
  EXPECT_EQ(this->store.find(code().id), code()) << "and nothing was marked";
  EXPECT_TRUE(this->store.burn(code().id));
  EXPECT_EQ(this->redeem("c1", family()), burnt);
  auto used = code("c2");
  used.login = FamilyId("f9");
  this->store.add(used);
  EXPECT_EQ(this->redeem("c2", family()), already_redeemed);
  EXPECT_EQ(this->stores.events(), std::vector<AuditEvent>{});
}

TYPED_TEST(AuthorizationCodeStoreContract, ACodeWithoutABrowserNeedsNoSession) {
  auto sessionless = code();
  sessionless.session = std::nullopt;
  this->store.add(sessionless);
  EXPECT_EQ(this->store.find(sessionless.id), sessionless);
  const auto redeem = [&](const char* login_made) {
    return this->store.redeem(
        {.code = sessionless.id, .family = family(login_made), .event = login});
  };
  EXPECT_EQ(redeem("f1"), redeemed);
  EXPECT_EQ(redeem("f2"), already_redeemed);
  EXPECT_TRUE(this->is_there("f1"));
  EXPECT_FALSE(this->is_there("f2"));
  EXPECT_EQ(this->store.find(sessionless.id).value().login, FamilyId("f1"));
  EXPECT_EQ(this->stores.events(), std::vector{login});
}

TYPED_TEST(AuthorizationCodeStoreContract, AllOrNothing) {
  this->begin_session();
  this->stores.families.add(family("f1"), login);
  this->store.add(code());
  EXPECT_THROW(static_cast<void>(this->redeem("c1", family("f1"))), Unavailable);
  EXPECT_EQ(this->store.find(code().id), code()) << "the login's id was taken";
  EXPECT_EQ(this->participants(), Participants{});
  EXPECT_EQ(this->stores.events(), (std::vector{began, login}));
}

TYPED_TEST(AuthorizationCodeStoreContract, ParticipantsWithoutLoginGoAtTheNextRedemption) {
  this->begin_session();
  const auto redeem_at = [&](const char* number, const char* at) {
    this->store.add(code(std::string("c") + number));
    auto made = family(std::string("f") + number);
    made.client = ClientId(at);
    EXPECT_EQ(this->redeem(std::string("c") + number, made), redeemed);
  };
  redeem_at("1", "shop");
  redeem_at("2", "shop");
  redeem_at("3", "till");
  for (const auto* over : {"f1", "f3"}) {
    ASSERT_TRUE(this->stores.families.end(FamilyId(over), ended));
  }
  redeem_at("4", "shop");
  EXPECT_EQ(this->participants(), (Participants{participant("f2"), participant("f4"),
                                                participant("f3", ClientId("till"))}))
      << "those of the same client only";
}

TYPED_TEST(AuthorizationCodeStoreContract, B20_OneOfAThousandConcurrentRedemptionsWins) {
  constexpr int threads = 20;
  constexpr int each = 50;
  this->begin_session();
  this->store.add(code());
  std::atomic<int> won = 0;
  winners(threads, [&](int racer) {
    for (int i = 0; i < each; ++i) {
      const auto outcome =
          this->redeem("c1", family("f" + std::to_string(racer) + "-" + std::to_string(i)));
      EXPECT_TRUE(outcome == redeemed || outcome == already_redeemed);
      if (outcome == redeemed) ++won;
    }
    return true;
  });
  EXPECT_EQ(won, 1);
  const auto made = this->store.find(code().id).value().login;
  ASSERT_TRUE(made);
  EXPECT_TRUE(this->stores.families.find(*made).has_value());
  EXPECT_EQ(this->participants(), Participants{participant(made->value())});
  EXPECT_EQ(this->stores.events(), (std::vector{began, login}));
}

TYPED_TEST(AuthorizationCodeStoreContract, ACodeIsBurntOrRedeemedAndNeverBoth) {
  this->begin_session();
  for (int round = 0; round < 10; ++round) {
    const auto number = std::to_string(round);
    this->store.add(code("c" + number));
    EXPECT_EQ(winners(8,
                      [&](int racer) {
                        if (racer % 2 == 0) return this->store.burn(CodeDigest("c" + number));
                        return this->redeem("c" + number,
                                            family(number + "-" + std::to_string(racer))) ==
                               redeemed;
                      }),
              1);
    const auto after = this->store.find(CodeDigest("c" + number)).value();
    EXPECT_NE(after.burnt, after.login.has_value());
  }
}

TYPED_TEST(AuthorizationCodeStoreContract, CodesOfOneSessionAreRedeemedAtOnce) {
  this->begin_session();
  for (int i = 0; i < 16; ++i) this->store.add(code("c" + std::to_string(i)));
  EXPECT_EQ(winners(16,
                    [&](int racer) {
                      const auto number = std::to_string(racer);
                      this->stores.browser_sessions.touch(browser_session().id,
                                                          noon + Lifetime(racer));
                      return this->redeem("c" + number, family("f" + number)) == redeemed;
                    }),
            16);
  EXPECT_EQ(this->participants().size(), 16U);
}

// Whoever was told `redeemed` before the end is among those who end; nobody is afterwards.
TYPED_TEST(AuthorizationCodeStoreContract, NoLoginOutlivesItsSession) {
  constexpr int racers = 8;
  for (int round = 0; round < 10; ++round) {
    this->begin_session();
    const auto id = [&](int racer) { return std::to_string(round) + "-" + std::to_string(racer); };
    for (int i = 1; i < racers; ++i) this->store.add(code(id(i)));
    const auto end = [&] {
      while (true) {
        outbound::BrowserSessionStore::Ending ending{.event = ended};
        for (const auto& seen : this->participants()) ending.logins.push_back({seen, ended});
        const auto outcome = this->stores.browser_sessions.end(browser_session().id, ending);
        if (outcome != EndSessionOutcome::changed) return outcome == EndSessionOutcome::ended;
      }
    };
    winners(racers, [&](int racer) {
      if (racer == 0) return end();
      const auto outcome = this->redeem(id(racer), family(id(racer)));
      EXPECT_TRUE(outcome == redeemed || outcome == session_ended);
      return outcome == redeemed;
    });
    EXPECT_EQ(this->stores.browser_sessions.find(browser_session().id), std::nullopt);
    EXPECT_EQ(this->participants(), Participants{});
    for (int i = 1; i < racers; ++i) EXPECT_FALSE(this->is_there(id(i)));
  }
}

TYPED_TEST(AuthorizationCodeStoreContract, B35_HostileTextIsDataOnly) {
  for (const auto& text : samples::hostile_texts) {
    auto hostile = code("c" + text);
    hostile.client = ClientId(text);
    hostile.user = UserId(text);
    hostile.session = BrowserSessionId(text);
    hostile.redirect_uri = text;
    hostile.challenge = text;
    hostile.nonce = text;
    hostile.scopes = {text};
    hostile.audiences = {text};
    hostile.authentication = {.amr = {text}, .acr = text};
    hostile.claims = {.userinfo = {{text, {.values = {text, text}}}}};
    this->store.add(hostile);
    EXPECT_EQ(this->store.find(hostile.id), hostile);
    auto session = browser_session(text);
    this->stores.browser_sessions.begin(session, {}, began);
    auto made = family("f" + text);
    made.client = ClientId(text);
    EXPECT_EQ(this->store.redeem({hostile.id, made, session.id, login}), redeemed);
    EXPECT_EQ(this->stores.browser_sessions.participants(session.id),
              Participants{participant("f" + text, ClientId(text))});
  }
  EXPECT_EQ(this->store.find(CodeDigest("c")), std::nullopt);
}

}  // namespace
}  // namespace chancery
