#include "adapters/mail/smtp_reply.hpp"

#include <gtest/gtest.h>

namespace chancery::mail {
namespace {

TEST(SmtpReply, IsReadOfItsLastLine) {
  EXPECT_EQ(read_smtp_reply("250 fine\r\n"), (SmtpReply{250}));
  EXPECT_EQ(read_smtp_reply("250\r\n"), (SmtpReply{250}));
  EXPECT_EQ(read_smtp_reply("550 5.1.1 <ann@example.org> unknown"), (SmtpReply{550, "5.1.1"}));
  EXPECT_EQ(read_smtp_reply("421 4.7.28"), (SmtpReply{421, "4.7.28"}));
  for (const auto* none :
       {"", "\r\n", "25", "250-more\r\n", "2500 x", "2x0 x", "199 x", "600 x", "+OK", "250x"}) {
    EXPECT_EQ(read_smtp_reply(none), std::nullopt) << none;
  }
}

TEST(SmtpReply, NothingButNumbersIsTakenForAStatus) {
  for (const auto* text : {"550 5.1", "550 5.1.1.1", "550 5..1", "550 .5.1", "550 5.1.",
                           "550 ann@example.org", "550 5.1.x", "550 192.168.1", "550  5.1.1"}) {
    const auto reply = read_smtp_reply(text);
    ASSERT_TRUE(reply) << text;
    EXPECT_TRUE(reply->enhanced.empty() || reply->enhanced == "192.168.1") << text;
  }
}

TEST(SmtpReply, SaysWhenAMailboxDoesNotExist) {
  for (const auto& gone :
       {SmtpReply{550}, SmtpReply{551}, SmtpReply{553}, SmtpReply{550, "5.1.1"},
        SmtpReply{550, "5.1.10"}, SmtpReply{553, "5.1.3"}, SmtpReply{550, "5.2.1"}}) {
    EXPECT_TRUE(is_no_such_mailbox(gone)) << gone.code << gone.enhanced;
  }
  for (const auto& other :
       {SmtpReply{450}, SmtpReply{450, "4.1.1"}, SmtpReply{552, "5.2.2"}, SmtpReply{554},
        SmtpReply{550, "5.7.1"}, SmtpReply{550, "5.4.1"}, SmtpReply{530, "5.7.0"}}) {
    EXPECT_FALSE(is_no_such_mailbox(other)) << other.code << other.enhanced;
  }
}

}  // namespace
}  // namespace chancery::mail
