#include "adapters/http/form.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace chancery::http {
namespace {

using namespace std::literals;

struct Refused {
  std::string_view text;
  FormError error;
};

class RefusedForms : public testing::TestWithParam<Refused> {};

TEST_P(RefusedForms, B34_AreErrors) {
  const auto form = Form::parse(GetParam().text);
  ASSERT_FALSE(form.has_value());
  EXPECT_EQ(form.error(), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    Form, RefusedForms,
    testing::Values(Refused{"a=%zz", FormError::malformed}, Refused{"a=%4", FormError::malformed},
                    Refused{"a=%", FormError::malformed}, Refused{"%=a", FormError::malformed},
                    Refused{"a=%+1", FormError::malformed}, Refused{"=a", FormError::malformed},
                    Refused{"a=%00", FormError::text}, Refused{"a=b\0c"sv, FormError::text},
                    Refused{"a=%0a", FormError::text}, Refused{"a=%7f", FormError::text},
                    Refused{"a=%c2%85", FormError::text}, Refused{"a=%ff", FormError::text},
                    Refused{"a=%c0%af", FormError::text}, Refused{"a=%ed%a0%80", FormError::text},
                    Refused{"%00=a", FormError::text}, Refused{"a=1&a=1", FormError::duplicate},
                    Refused{"a=1&b=2&%61=3", FormError::duplicate},
                    Refused{"a=&a=1", FormError::duplicate}));

std::string numbered(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "p" + std::to_string(i) + "=1&";
  return text;
}

TEST(Form, B34_TakesAHundredParametersAndNotOneMore) {
  EXPECT_TRUE(Form::parse(numbered(100)));
  EXPECT_EQ(Form::parse(numbered(101)).error(), FormError::too_many);
  EXPECT_EQ(Form::parse(numbered(10000)).error(), FormError::too_many);
}

TEST(Form, DecodesNamesAndValues) {
  const auto form = Form::parse("scope=a+b%20c&caf%C3%A9=%F0%9F%94%91&x=1=2&raw=\xc3\xa9 y");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->get("scope"), "a b c");
  EXPECT_EQ(form->get("caf\xc3\xa9"), "\xf0\x9f\x94\x91");
  EXPECT_EQ(form->get("x"), "1=2");
  EXPECT_EQ(form->get("raw"), "\xc3\xa9 y");
}

TEST(Form, CountsAnEmptyValueAsAbsent) {
  const auto form = Form::parse("a=&b&&c=1&");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->get("a"), std::nullopt);
  EXPECT_EQ(form->get("b"), std::nullopt);
  EXPECT_EQ(form->get("c"), "1");
  EXPECT_EQ(form->parameters().size(), 3);
}

TEST(Form, ComparesNamesByteForByte) {
  const auto form = Form::parse("CLIENT_ID=a&client_id=b");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->get("client_id"), "b");
}

TEST(Form, LetsOnlyListedNamesRepeat) {
  const auto form = Form::parse("resource=a&resource=b&resource=", {"resource", "audience"});
  ASSERT_TRUE(form);
  EXPECT_EQ(form->all("resource"), (std::vector<std::string_view>{"a", "b"}));
  EXPECT_EQ(Form::parse("scope=a&scope=b", {"resource"}).error(), FormError::duplicate);
}

Request request(std::string type) {
  Request out{.method = "POST", .path = "/oauth2/token", .query = "a=query", .body = "b=body"};
  out.headers.add("content-type", std::move(type));
  return out;
}

TEST(Form, B27_ReadsTheBodyAndNeverTheQuery) {
  const auto form = Form::of(request("application/x-www-form-urlencoded"));
  ASSERT_TRUE(form);
  EXPECT_EQ(form->get("a"), std::nullopt);
  EXPECT_EQ(form->get("b"), "body");
}

TEST(Form, TakesTheMediaTypeWithUtf8Only) {
  for (const auto* type : {"application/x-www-form-urlencoded", "Application/X-WWW-Form-Urlencoded",
                           "application/x-www-form-urlencoded;charset=UTF-8",
                           "application/x-www-form-urlencoded; charset=\"utf-8\""}) {
    EXPECT_TRUE(Form::of(request(type))) << type;
  }
}

TEST(Form, B27_RefusesOtherMediaTypes) {
  for (const auto* type :
       {"application/json", "multipart/form-data; boundary=x", "text/plain", "",
        "application/x-www-form-urlencoded; charset=latin1", "application/x-www-form-urlencoded;",
        "application/x-www-form-urlencoded; charset=utf-8; x=y",
        "application/x-www-form-urlencodedx"}) {
    EXPECT_EQ(Form::of(request(type)).error(), FormError::media_type) << type;
  }
  auto twice = request("application/x-www-form-urlencoded");
  twice.headers.add("Content-Type", "application/x-www-form-urlencoded");
  EXPECT_EQ(Form::of(twice).error(), FormError::media_type);
  EXPECT_EQ(Form::of(Request{}).error(), FormError::media_type);
}

TEST(Form, DescribesEveryErrorInCharactersThatErrorDescriptionAllows) {
  for (const auto error : {FormError::media_type, FormError::malformed, FormError::text,
                           FormError::duplicate, FormError::too_many}) {
    const auto text = describe(error);
    EXPECT_FALSE(text.empty());
    EXPECT_EQ(text.find_first_of("\"\\\r\n"), std::string_view::npos);
  }
}

}  // namespace
}  // namespace chancery::http
