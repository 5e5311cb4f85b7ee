// --wait: a server that is not up yet.
#include "support/catch.h"
#include "support/project.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>

using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

constexpr int port = 20000;  // only the name of a socket file

/// A folder with the socket of a server that refuses its first connections, and then is the test
/// server.
class LateServer {
 public:
  /// `refusals`: how many connections get that SQLSTATE and message.
  LateServer(int refusals, const std::string& sqlstate, const std::string& message)
      : listener_(listen_at(socket_file())) {
    thread_ = std::thread([this, refusals, sqlstate, message] {
      while (refused_ < refusals && !stopped_)
        refuse_one(sqlstate, message);
      std::filesystem::remove(socket_file());
      const auto& real = Cluster::instance();
      std::filesystem::create_symlink(
          real.socket_folder() / (".s.PGSQL." + std::to_string(real.port())), socket_file());
    });
  }

  LateServer(const LateServer&) = delete;
  LateServer& operator=(const LateServer&) = delete;

  ~LateServer() {
    stopped_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }

  [[nodiscard]] std::string url(const std::string& database) const {
    return "postgresql://postgres@/" + database + "?host=" + folder_.path().string() +
           "&port=" + std::to_string(port);
  }

  [[nodiscard]] int refused() const { return refused_; }

 private:
  [[nodiscard]] std::filesystem::path socket_file() const {
    return folder_.path() / (".s.PGSQL." + std::to_string(port));
  }

  static int listen_at(const std::filesystem::path& path) {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.string().copy(address.sun_path, sizeof address.sun_path - 1);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the way of the socket calls
    if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(fd, 5) != 0)
      throw std::runtime_error("cannot listen at " + path.string());
    return fd;
  }

  void refuse_one(const std::string& sqlstate, const std::string& message) {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    ++refused_;
    std::string startup(8192, '\0');
    if (::read(client, startup.data(), startup.size()) > 0) {
      const std::string fields = std::string("SFATAL\0VFATAL\0C", 15) + sqlstate + '\0' + "M" +
                                 message + std::string(2, '\0');
      const auto size = static_cast<char>(fields.size() + 4);
      const auto packet = std::string("E\0\0\0", 4) + size + fields;
      if (::write(client, packet.data(), packet.size()) < 0) ++refused_;
    }
    ::close(client);
  }

  TemporaryFolder folder_;
  int listener_;
  std::atomic<int> refused_ = 0;
  std::atomic<bool> stopped_ = false;
  std::thread thread_;
};

}  // namespace

TEST_CASE("option --wait goes on when the server accepts connections", "[wait]") {
  const auto [sqlstate, message] = GENERATE(
      table<const char*, const char*>({{"57P03", "the database system is starting up"},
                                       {"53300", "sorry, too many clients already"},
                                       {"08P01", "pooler: cannot connect to the server"}}));
  const Database database;
  const LateServer server(5, sqlstate, message);
  const Project project(server.url(database.name()));
  project.up("0001", "~", "create table t(n int);");
  const auto done = project.run({"upgrade", "--wait", "60s"});
  INFO(done.err);
  CHECK(done.status == 0);
  CHECK(server.refused() >= 5);
  CHECK_THAT(done.err,
             Contains("waiting up to ") && Contains("for " + database.name()) &&
                 Contains(message) && Contains("database: " + database.name()));
  CHECK(psql(database.socket_url(), "select version_num from migrate_version") == "0001");
}

TEST_CASE("what waiting cannot cure ends --wait at once", "[wait]") {
  const auto [sqlstate, status, code] =
      GENERATE(table<const char*, int, const char*>({{"28P01", 1, "authentication"},
                                                     {"28000", 1, "authentication"},
                                                     {"3D000", 1, "missing_database"},
                                                     {"42501", 1, "insufficient_privilege"},
                                                     {"22023", 4, "connection"}}));
  const Database database;
  const LateServer server(1000, sqlstate, "no");
  const Project project(server.url(database.name()));
  project.up("0001", "~", "select 1;");
  const auto result = project.json({"upgrade", "--wait", "1d"}, status);
  CHECK(result["error"]["code"].text() == code);
}

TEST_CASE("parameters that libpq does not take end --wait at once", "[wait]") {
  const Project project("postgresql://postgres@127.0.0.1:1/x?sslmode=perhaps");
  project.up("0001", "~", "select 1;");
  const auto done = project.run({"upgrade", "--wait", "1d"});
  CHECK(done.status != 0);
  CHECK_THAT(done.err, Contains("sslmode"));
}

TEST_CASE("a server that does not come up in time is exit status 4", "[wait]") {
  const auto* const hosts = GENERATE("127.0.0.1:1", "127.0.0.1:1,127.0.0.1:2");
  const Project project("postgresql://postgres:hunter2@" + std::string(hosts) + "/x");
  project.up("0001", "~", "select 1;");
  const auto done = project.run({"upgrade", "--wait", "300ms"});
  CHECK(done.status == 4);
  CHECK_THAT(done.err,
             Contains("waiting up to 300 ms for x on ") &&
                 Contains("error: cannot connect to x on ") && Contains(" within 300 ms") &&
                 Contains("refused") && Contains("state: nothing was changed"));
  CHECK_THAT(done.err, !Contains("hunter2"));
  CHECK(project.json({"upgrade", "--wait", "0"}, 4)["error"]["code"].text() == "connection");
}

TEST_CASE("option --wait takes any of several hosts", "[wait]") {
  const Database database;
  const auto live = std::to_string(Cluster::instance().port());
  const Project project("postgresql://postgres@127.0.0.1:1,127.0.0.1:" + live + "/" +
                        database.name());
  project.up("0001", "~", "select 1;");
  CHECK(project.run({"upgrade", "--wait", "60s"}).status == 0);
}

TEST_CASE("option --wait wants a duration and a connection", "[wait]") {
  const Project project("postgresql://postgres@127.0.0.1:1/x");
  project.up("0001", "~", "select 1;");
  const auto wrong = project.run({"upgrade", "--wait", "soon"});
  CHECK(wrong.status == 2);
  CHECK_THAT(wrong.err, Contains("\"soon\" is no duration for --wait"));
  const auto offline = project.run({"upgrade", "--sql", "--wait", "10s"});
  CHECK(offline.status == 2);
  CHECK_THAT(offline.err, Contains("--sql makes no connection"));
}
