#pragma once

namespace migrate::cli {

/// The whole program: parse, run one command, report. Gives the process's exit status.
int run(int argc, char** argv);

}  // namespace migrate::cli
