#include "app/page_files.hpp"

#include <gtest/gtest.h>

#include "tests/app/temporary_folder.hpp"

namespace chancery {
namespace {

const Issuer issuer("https://login.example.com");

TEST(PageFiles, ReplaceTheBuiltInOnesOneByOne) {
  const TemporaryFolder folder;
  folder.file("error.html", "<h1>Ours: {{error_title}}</h1>");
  folder.file("unrelated.html", "{{#");
  const auto pages = pages_of(issuer, folder / "");
  ASSERT_TRUE(pages) << pages.error().message;
  const auto page = pages->error({http::pages::PageError::forbidden}, {});
  EXPECT_NE(page.body.find("<h1>Ours: Please try again</h1>"), std::string::npos);
  EXPECT_NE(page.body.find("<svg"), std::string::npos);
}

TEST(PageFiles, AMistakeIsNamedWithFileAndLine) {
  const TemporaryFolder folder;
  const auto file = folder.file("login.html", "<p>\n{{user_name}}\n");
  const auto pages = pages_of(issuer, folder / "");
  ASSERT_FALSE(pages);
  EXPECT_EQ(pages.error().message, file + " line 2: {{user_name}} is not known here");
  EXPECT_TRUE(pages.error().hint.starts_with("known are: action, ")) << pages.error().hint;
}

TEST(PageFiles, WhatCannotBeReadIsNamed) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "layout.html");
  std::filesystem::create_symlink("/nowhere", folder / "login.html");
  const auto pages = pages_of(issuer, folder / "");
  ASSERT_FALSE(pages);
  EXPECT_EQ(pages.error().message, (folder / "layout.html").string() + ": Is a directory");
  std::filesystem::remove(folder / "layout.html");
  const auto dangling = pages_of(issuer, folder / "");
  ASSERT_FALSE(dangling);
  EXPECT_EQ(dangling.error().message,
            (folder / "login.html").string() + ": No such file or directory");
}

TEST(PageFiles, AFolderWithoutTemplatesIsAMistake) {
  const TemporaryFolder folder;
  for (const auto* name : {"", "missing"}) {
    const auto pages = pages_of(issuer, folder / name);
    ASSERT_FALSE(pages) << name;
    EXPECT_NE(pages.error().message.find("there is no template in this folder"), std::string::npos);
    EXPECT_NE(pages.error().hint.find("login.html"), std::string::npos);
  }
}

}  // namespace
}  // namespace chancery
