# The files of platforms/ as a C++ source: MIGRATE_PLATFORMS_SOURCE. `src/commands/platform.h`
# declares what it defines.
set(platform_file ${CMAKE_SOURCE_DIR}/platforms/supabase.sql)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${platform_file})
file(READ ${platform_file} platform_text)
set(MIGRATE_PLATFORMS_SOURCE ${CMAKE_BINARY_DIR}/generated/platforms.cpp)
file(CONFIGURE OUTPUT ${MIGRATE_PLATFORMS_SOURCE} @ONLY CONTENT
"// Made from platforms/ by cmake/platforms.cmake.
#include \"commands/platform.h\"

namespace migrate::commands {

std::string_view supabase_sql() {
  return R\"~~~~(@platform_text@)~~~~\";
}

}  // namespace migrate::commands
")
