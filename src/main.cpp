#include "migrate/cli/app.h"

int main(int argc, char** argv) {
  return migrate::cli::run(argc, argv);
}
