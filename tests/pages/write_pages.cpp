// Writes every page in every state to a folder, as NAME.html, for people and browsers to look at.

#include <filesystem>
#include <fstream>
#include <iostream>

#include "tests/http/pages/samples.hpp"

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: write_pages FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder(arguments[1]);
  std::filesystem::create_directories(folder);
  for (const auto& sample : chancery::http::pages::samples()) {
    std::ofstream(folder / (sample.name + ".html")) << sample.page.body;
  }
  return 0;
}
