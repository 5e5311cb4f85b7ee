// A provider of security labels, `migrate_test`, that takes any label: for whatever server loads
// it. Declared here is what of the server it needs, so that it is built without the server's
// headers; what those call the magic block differs between majors (PostgreSQL manual, "Dynamic
// Loading").
#include <array>
#include <cstdlib>

namespace {

struct Abi {
  int version;  ///< the major times 100
  int most_arguments = 100;
  int most_index_keys = 32;
  int name_length = 64;
  int has_float8_by_value = 1;
};

struct MagicOf13 {
  int length = sizeof(MagicOf13);
  Abi abi;
};

struct MagicOf15 {
  int length = sizeof(MagicOf15);
  Abi abi;
  std::array<char, 32> flavour{"PostgreSQL"};
};

struct MagicOf18 {
  int length = sizeof(MagicOf18);
  Abi abi;
  std::array<char, 32> flavour{"PostgreSQL"};
  const char* name = nullptr;
  const char* version = nullptr;
};

void accept(const void* /*object*/, const char* /*label*/) {}

}  // namespace

extern "C" {

const char* GetConfigOption(const char* name, bool missing_ok, bool restrict_privileged);
void register_label_provider(const char* name, void (*check)(const void*, const char*));

const void* Pg_magic_func() {
  const int major = std::atoi(GetConfigOption("server_version_num", false, false)) / 10000;
  static MagicOf13 of_13{.abi = {major * 100}};
  static MagicOf15 of_15{.abi = {major * 100}};
  static MagicOf18 of_18{.abi = {major * 100}};
  if (major < 15) return &of_13;
  return major < 18 ? static_cast<const void*>(&of_15) : &of_18;
}

void _PG_init() {
  register_label_provider("migrate_test", accept);
}
}
