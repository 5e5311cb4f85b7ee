# Third-party libraries, as Debian packages them, gathered in one interface target.
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(PostgreSQL REQUIRED)
find_package(date REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET GLOBAL libutf8proc)

find_package(yaml-cpp REQUIRED) # 0.7 exports yaml-cpp, 0.8 yaml-cpp::yaml-cpp
if(NOT TARGET yaml-cpp::yaml-cpp)
  add_library(yaml-cpp::yaml-cpp ALIAS yaml-cpp)
endif()

find_package(libpqxx QUIET CONFIG) # upstream builds only; Debian ships just libpqxx.pc
if(NOT TARGET libpqxx::pqxx)
  pkg_check_modules(PQXX REQUIRED IMPORTED_TARGET GLOBAL libpqxx)
  add_library(libpqxx::pqxx ALIAS PkgConfig::PQXX)
endif()

find_path(PG_QUERY_INCLUDE pg_query.h REQUIRED)
find_library(PG_QUERY_LIB NAMES libpg_query.a pg_query REQUIRED)
add_library(pg_query::pg_query UNKNOWN IMPORTED)
set_target_properties(pg_query::pg_query PROPERTIES
  IMPORTED_LOCATION "${PG_QUERY_LIB}"
  INTERFACE_INCLUDE_DIRECTORIES "${PG_QUERY_INCLUDE}")

add_library(migrate_dependencies INTERFACE)
target_link_libraries(migrate_dependencies INTERFACE
  fmt::fmt CLI11::CLI11 nlohmann_json::nlohmann_json OpenSSL::Crypto PostgreSQL::PostgreSQL
  yaml-cpp::yaml-cpp libpqxx::pqxx pg_query::pg_query date::date-tz PkgConfig::UTF8PROC Threads::Threads)
