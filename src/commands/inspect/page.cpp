#include "commands/inspect/page.h"

namespace migrate::commands::inspect {

namespace {

// The policy makes sure of it: nothing is fetched.
constexpr auto head = R"page(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
)page";

constexpr auto style = R"page(<style>
:root { color-scheme: light; }
body { margin: 0; font: 14px/1.5 sans-serif; color: #222; background: #fff; display: flex; }
nav { width: 16rem; flex: none; height: 100vh; position: sticky; top: 0; overflow: auto;
  padding: 1rem; box-sizing: border-box; background: #f4f6f8; border-right: 1px solid #ddd; }
nav input { width: 100%; box-sizing: border-box; padding: .4rem; font: inherit; }
nav h2 { font-size: 1rem; margin: 1rem 0 .2rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li { overflow-wrap: anywhere; }
main { flex: auto; min-width: 0; padding: 1rem 2rem; }
a { color: #1a5fb4; text-decoration: none; }
a:hover { text-decoration: underline; }
small { color: #777; font-weight: normal; }
figure { margin: 1rem 0; overflow: auto; max-height: 80vh; border: 1px solid #ddd; }
article { margin: 0 0 2rem; scroll-margin-top: 1rem; }
article:target h3 { background: #fff3c4; }
table { border-collapse: collapse; margin: .5rem 0; }
th, td { border: 1px solid #ddd; padding: .2rem .5rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
.parts td:first-child { white-space: nowrap; }
th { background: #f4f6f8; }
pre, code { font: 13px/1.4 monospace; white-space: pre-wrap; }
pre { background: #f4f6f8; padding: .5rem; overflow: auto; }
[hidden] { display: none !important; }
@media (max-width: 50rem) { body { display: block; } nav { width: auto; height: auto; position: static; } }
@media print { nav, figure { display: none; } }
</style>
)page";

// What holds none of the words is hidden: objects, their lines in the contents, empty sections.
constexpr auto script = R"page(<script>
const field = document.getElementById("search");
const articles = [...document.querySelectorAll("article")];
const lines = new Map([...document.querySelectorAll("nav li")].map(
  (li) => [li.firstChild.getAttribute("href").slice(1), li]));
field.addEventListener("input", () => {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const article of articles) {
    const text = article.textContent.toLowerCase();
    const shown = words.every((word) => text.includes(word));
    article.hidden = !shown;
    const line = lines.get(article.id);
    if (line) line.hidden = !shown;
  }
  for (const section of document.querySelectorAll("section"))
    section.hidden = !section.querySelector("article:not([hidden])");
document.querySelector("figure").hidden = words.length > 0;
});
</script>
)page";

}  // namespace

std::string fill_page(const PageParts& parts) {
  std::string out = head;
  out += "<title>" + parts.title + "</title>\n" + style + "</head>\n<body>\n";
  out += "<nav>\n<label for=\"search\">Search</label>\n<input id=\"search\" type=\"search\">\n";
  out += parts.contents + "</nav>\n<main>\n<h1>" + parts.title + "</h1>\n";
  out += "<figure>\n" + parts.picture + "</figure>\n" + parts.body + "</main>\n";
  return out + script + "</body>\n</html>\n";
}

}  // namespace migrate::commands::inspect
