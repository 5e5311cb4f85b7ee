# The files of templates/ as a C++ source, so that the binary needs nothing beside it:
# MIGRATE_TEMPLATES_SOURCE. `src/commands/templates.h` declares what it defines.
file(GLOB_RECURSE template_files CONFIGURE_DEPENDS
  RELATIVE ${CMAKE_SOURCE_DIR}/templates ${CMAKE_SOURCE_DIR}/templates/*)
list(SORT template_files)
set(template_entries "")
set(template_count 0)
foreach(name IN LISTS template_files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/templates/${name})
  file(READ ${CMAKE_SOURCE_DIR}/templates/${name} text)
  string(APPEND template_entries "    TemplateFile{\"${name}\", R\"~~~~(${text})~~~~\"},\n")
  math(EXPR template_count "${template_count} + 1")
endforeach()
set(MIGRATE_TEMPLATES_SOURCE ${CMAKE_BINARY_DIR}/generated/templates.cpp)
file(CONFIGURE OUTPUT ${MIGRATE_TEMPLATES_SOURCE} @ONLY CONTENT
"// Made from templates/ by cmake/templates.cmake.
#include \"commands/templates.h\"

#include <array>

namespace migrate::commands {

std::span<const TemplateFile> template_files() {
  static constexpr std::array<TemplateFile, @template_count@> files{
@template_entries@  };
  return files;
}

}  // namespace migrate::commands
")
