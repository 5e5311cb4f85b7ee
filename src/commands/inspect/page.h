#pragma once

#include <string>

namespace migrate::commands::inspect {

/// What a page is made of, each part but the title as HTML.
struct PageParts {
  std::string title;  ///< escaped
  std::string contents;
  std::string picture;
  std::string body;
};

std::string fill_page(const PageParts& parts);

}  // namespace migrate::commands::inspect
