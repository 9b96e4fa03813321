// Types of events and filters.

#include "domain/audit_event.hpp"

#include <gtest/gtest.h>

#include <set>

namespace chancery {
namespace {

TEST(AuditTypes, EachIsReadByItsName) {
  std::set<std::string_view> names;
  for (const auto type : audit_types) {
    EXPECT_EQ(parse_audit_type(name(type)), type);
    EXPECT_TRUE(names.insert(name(type)).second) << name(type);
  }
  // key_changed is the last enumerator: who adds one adds it to the list.
  EXPECT_EQ(audit_types.size(), static_cast<std::size_t>(AuditType::key_changed) + 1);
  for (const auto* text : {"", "login", "LOGIN_ENDED", "login_ended "}) {
    EXPECT_EQ(parse_audit_type(text), std::nullopt) << text;
  }
}

TEST(AuditFilter, EverythingThatIsGivenMustMatch) {
  const AuditEvent event{.type = AuditType::login_ended, .at = {}, .user = UserId("u1")};
  const AuditEvent nobody{.type = AuditType::login_ended, .at = {}};
  const struct {
    AuditFilter filter;
    bool matches_event;
    bool matches_nobody;
  } cases[] = {
      {{}, true, true},
      {{.user = UserId("u1")}, true, false},
      {{.user = UserId("u2")}, false, false},
      {{.type = AuditType::login_ended}, true, true},
      {{.type = AuditType::login_failed}, false, false},
      {{.user = UserId("u1"), .type = AuditType::login_ended}, true, false},
      {{.user = UserId("u1"), .type = AuditType::login_failed}, false, false},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(matches(c.filter, event), c.matches_event);
    EXPECT_EQ(matches(c.filter, nobody), c.matches_nobody);
  }
}

}  // namespace
}  // namespace chancery
