#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// Servers that a test starts: PostgreSQL refuses to run as root, so where we are root they run as
/// another user.
namespace migrate::test {

/// A program of the PostgreSQL that pg_config belongs to.
std::filesystem::path server_program(const std::string& name);

/// Throws with the program's words where it fails.
void must_run(const std::string& program, const std::vector<std::string>& args);
void must_run_as_server_user(const std::filesystem::path& program, std::vector<std::string> args);

/// Where we are root: the user that servers run as owns it now.
void give_to_server_user(const std::filesystem::path& path);

/// Where we are root: become the user that servers run as. In a child, before exec; ends the
/// process where that fails.
void become_server_user();

/// A port of 127.0.0.1 that nobody listens on now. Throws where there is none.
int free_port();

/// A server for the data in FOLDER/data, with its log and its socket in the folder, as a child that
/// dies with this process. Gives its process.
int start_server(const std::filesystem::path& folder, int port);

/// Waits until it takes connections. False where it ends instead: an occupied port does that.
bool comes_up(const std::filesystem::path& folder, int server);

}  // namespace migrate::test
