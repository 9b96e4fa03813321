// Images that a page holds in itself.

#include "domain/inline_image.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

const std::string png_head = "\x89PNG\r\n\x1a\n";

TEST(InlineImage, AFileBecomesAUriByWhatItBeginsWith) {
  EXPECT_EQ(inline_image(png_head), "data:image/png;base64,iVBORw0KGgo=");
  EXPECT_EQ(inline_image("\xff\xd8\xff\xfe"), "data:image/jpeg;base64,/9j//g==");
  EXPECT_EQ(inline_image("GIF89a"), "data:image/gif;base64,R0lGODlh");
  EXPECT_EQ(inline_image("RIFF1234WEBP"), "data:image/webp;base64,UklGRjEyMzRXRUJQ");
  EXPECT_EQ(inline_image("<svg/>"), "data:image/svg+xml;base64,PHN2Zy8+");
}

TEST(InlineImage, OtherFilesAreNone) {
  for (const auto* file : {"", "<html></html>", "svg", "RIFF1234WAVE", "BM", " <svg/>"}) {
    EXPECT_EQ(inline_image(file), std::nullopt) << file;
  }
}

TEST(InlineImage, SixteenKibibytesAreTheLimit) {
  std::string file = png_head;
  file.resize(max_inline_image_size, 'x');
  const auto uri = inline_image(file);
  ASSERT_TRUE(uri);
  EXPECT_TRUE(is_inline_image(*uri));
  EXPECT_FALSE(is_inline_image(*uri + "AAAA"));
  EXPECT_EQ(inline_image(file + 'x'), std::nullopt);
}

TEST(InlineImage, OnlyImagesInBase64AreSome) {
  for (const auto* type : {"png", "jpeg", "gif", "webp", "svg+xml"}) {
    EXPECT_TRUE(is_inline_image("data:image/" + std::string(type) + ";base64,AAA=")) << type;
  }
  for (const auto* text :
       {"", "data:image/png;base64,", "data:image/png;base64,AAA", "data:image/png,AAAA",
        "data:text/html;base64,AAAA", "data:image/bmp;base64,AAAA",
        "data:image/png;base64,A\"A=", "data:image/png;base64,====", "data:image/png;base64,A===",
        "data:image/png;base64,AA_=", "DATA:image/png;base64,AAAA", "https://a.example/logo.png"}) {
    EXPECT_FALSE(is_inline_image(text)) << text;
  }
}

}  // namespace
}  // namespace chancery
