// QR codes, against what `qrencode` draws.

#include "adapters/http/qr_code.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace chancery::http {
namespace {

/// `printf %s otpauth://totp/x | qrencode --8bit --level=M --margin=0 --type=ASCIIi`, each module
/// once.
const std::vector<std::string> drawn{
    "#######   # # #   #######", "#     # # ####    #     #", "# ### #   ##   #  # ### #",
    "# ### #   ## #    # ### #", "# ### # #  # #  # # ### #", "#     #   #   ##  #     #",
    "####### # # # # # #######", "           ##  #         ", "# # # #  ## #  #    #  # ",
    "# # ##    ####  #### #  #", "   #  ####  # #  # #  ###", "#  #   #  ##### # # #  # ",
    "##   ####     #####    ##", "  # ##  #  #  #   ## #  #", "# #  ## # #  #  ###  ####",
    " ##### #  ##   # # ##   #", "#  #######  #   ###### # ", "        # ####  #   #  ##",
    "#######  # ## ### # #####", "#     #  #  ### #   #  # ", "# ### # ## #  # ######  #",
    "# ### #   ##  ##    #    ", "# ### # # #  # ##   # # #", "#     #    #    # ##   # ",
    "####### #   #  ###     ##",
};

/// The dark modules of the picture, drawn again.
std::vector<std::string> modules(const std::string& svg, std::size_t size) {
  std::vector<std::string> rows(size, std::string(size, ' '));
  auto path = svg.substr(svg.rfind(" d=\"") + 4);
  std::size_t at = 0;
  while (at < path.size() && path[at] == 'M') {
    std::size_t end = 0;
    const auto number = [&](std::size_t from) {
      const auto value = std::stoul(path.substr(from), &end);
      end += from;
      return value;
    };
    const auto x = number(at + 1) - 4;
    const auto y = number(end + 1) - 4;
    const auto count = number(end + 1);
    std::fill_n(rows.at(y).begin() + static_cast<std::ptrdiff_t>(x), count, '#');
    at = path.find('z', at) + 1;
  }
  return rows;
}

TEST(QrCode, HasTheModulesThatOthersDraw) {
  const auto svg = qr_svg(Secret("otpauth://totp/x"));
  ASSERT_TRUE(svg);
  EXPECT_EQ(modules(svg->reveal(), drawn.size()), drawn);
}

TEST(QrCode, HasAMarginOfFourModules) {
  const auto side = std::to_string(drawn.size() + 8);
  EXPECT_NE(qr_svg(Secret("otpauth://totp/x"))->reveal().find("viewBox=\"0 0 " + side + ' ' + side),
            std::string::npos);
}

TEST(QrCode, OfMoreThanFitsThereIsNone) { EXPECT_FALSE(qr_svg(Secret(std::string(3000, 'x')))); }

}  // namespace
}  // namespace chancery::http
