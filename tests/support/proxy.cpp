#include "support/proxy.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <deque>
#include <stdexcept>
#include <utility>
#include <vector>

namespace migrate::test {

namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

/// How long a server whose client is gone must be silent until its connection is closed too.
constexpr auto quiet = Milliseconds(150);

std::size_t index_of(Sender side) {
  return side == Sender::client ? 0 : 1;
}

Sender other(Sender side) {
  return side == Sender::client ? Sender::server : Sender::client;
}

void make_quick(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::fcntl(socket, F_SETFL, O_NONBLOCK);
}

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

/// The server's socket; -1 where it does not answer.
int connect_to(const ProxyOptions& options) {
  if (!options.host.starts_with('/')) {
    auto address = loopback(options.port);
    ::inet_pton(AF_INET, options.host.c_str(), &address.sin_addr);
    const int out = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(out, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return out;
    ::close(out);
    return -1;
  }
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto path = options.host + "/.s.PGSQL." + std::to_string(options.port);
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const int out = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(out, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return out;
  ::close(out);
  return -1;
}

/// Bytes on their way, and when they may arrive.
struct Parcel {
  Clock::time_point due;
  std::string bytes;
};

}  // namespace

/// One client and its connection to the server.
class Proxy::Link {
 public:
  Link(Proxy& proxy, int client, int server) : proxy_(proxy), sockets_{client, server} {
    for (const int socket : sockets_)
      make_quick(socket);
  }

  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  ~Link() {
    close(Sender::client);
    close(Sender::server);
  }

  [[nodiscard]] bool is_over() const { return sockets_[0] < 0 && sockets_[1] < 0; }

  void ask(std::vector<pollfd>& sources) const {
    for (const auto side : {Sender::client, Sender::server}) {
      const bool waits = is_due(queue_to(side));
      sources.push_back({socket(side), static_cast<short>(waits ? POLLIN | POLLOUT : POLLIN), 0});
    }
  }

  /// How long nothing can happen but what poll() reports.
  [[nodiscard]] Milliseconds patience() const {
    auto out = Milliseconds(1000);
    for (const auto& queue : queues_)
      if (!queue.empty() && !is_due(queue))
        out = std::min(out, std::chrono::ceil<Milliseconds>(queue.front().due - Clock::now()));
    if (lost_) out = std::min(out, quiet / 2);
    return std::max(out, Milliseconds(0));
  }

  void work() {
    for (const auto side : {Sender::client, Sender::server})
      read(side);
    for (const auto side : {Sender::client, Sender::server})
      write(side);
    if (lost_ && Clock::now() - heard_ > quiet) close(Sender::server);
    for (const auto side : {Sender::client, Sender::server})
      if (socket(side) < 0 && queue_to(other(side)).empty() && !(lost_ && side == Sender::client))
        close(other(side));
  }

 private:
  [[nodiscard]] int socket(Sender side) const { return sockets_[index_of(side)]; }

  [[nodiscard]] const std::deque<Parcel>& queue_to(Sender side) const {
    return queues_[index_of(side)];
  }

  static bool is_due(const std::deque<Parcel>& queue) {
    return !queue.empty() && queue.front().due <= Clock::now();
  }

  void close(Sender side) {
    auto& socket = sockets_[index_of(side)];
    if (socket >= 0) ::close(socket);
    socket = -1;
    queues_[index_of(side)].clear();
  }

  void read(Sender side) {
    std::array<char, 65536> buffer{};
    while (socket(side) >= 0) {
      const auto n = ::read(socket(side), buffer.data(), buffer.size());
      if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
      if (n <= 0) {
        close(side);
        return;
      }
      heard_ = Clock::now();
      readers_[index_of(side)].add({buffer.data(), static_cast<std::size_t>(n)});
      forward(side);
    }
  }

  void forward(Sender side) {
    auto& reader = readers_[index_of(side)];
    for (auto bytes = reader.next(); !bytes.empty(); bytes = reader.next()) {
      const bool typed = reader.typed();
      auto message = WireReader::message(side, bytes, typed);
      if (!typed) follow_start(side, bytes);
      message.number = ++proxy_.messages_[index_of(side)];
      const auto& judge = proxy_.options_.on_message;
      const auto verdict = judge ? judge(message) : Verdict::pass;
      if (verdict == Verdict::cut) return cut();
      if (verdict == Verdict::lose_answers) lose_answers();
      if (proxy_.options_.rewrite) proxy_.options_.rewrite(side, bytes);
      if (!pass(side, std::move(bytes))) return cut();
    }
  }

  void follow_start(Sender side, std::string_view bytes) {
    if (side == Sender::server || asks_for_encryption(bytes)) return;
    for (auto& reader : readers_)
      reader.start_types();
  }

  /// False where the last byte that may pass has passed.
  bool pass(Sender side, std::string bytes) {
    auto& passed = proxy_.bytes_[index_of(side)];
    auto& options = proxy_.options_;
    bool whole = true;
    if (side == options.cut_from && passed + bytes.size() > options.cut_after_bytes) {
      bytes.resize(options.cut_after_bytes - passed);
      whole = false;
      options.cut_after_bytes = SIZE_MAX;  // the next connection is a good one
      if (options.on_cut_after_bytes) options.on_cut_after_bytes();
    }
    passed += bytes.size();
    if (!(lost_ && side == Sender::server))
      queues_[index_of(other(side))].push_back({Clock::now() + options.delay, std::move(bytes)});
    return whole;
  }

  /// What has passed arrives; then both ends see the connection closed.
  void cut() {
    for (const auto side : {Sender::client, Sender::server}) {
      for (auto& parcel : queues_[index_of(side)])
        parcel.due = Clock::now();
      write(side);
    }
    close(Sender::client);
    close(Sender::server);
  }

  void lose_answers() {
    write(Sender::client);
    close(Sender::client);
    lost_ = true;
    heard_ = Clock::now();
  }

  void write(Sender side) {
    auto& queue = queues_[index_of(side)];
    while (socket(side) >= 0 && is_due(queue)) {
      auto& bytes = queue.front().bytes;
      const auto n = ::send(socket(side), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
      if (n < 0) return close(side);
      bytes.erase(0, static_cast<std::size_t>(n));
      if (bytes.empty()) queue.pop_front();
    }
  }

  Proxy& proxy_;
  std::array<int, 2> sockets_;
  std::array<WireReader, 2> readers_{WireReader(Sender::client), WireReader(Sender::server)};
  std::array<std::deque<Parcel>, 2> queues_;  ///< by receiver
  bool lost_ = false;                         ///< the client's end was closed by us
  Clock::time_point heard_;
};

Proxy::Proxy(ProxyOptions options) : options_(std::move(options)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  auto address = loopback(0);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, generic, &size) != 0 || ::pipe2(wake_.data(), O_CLOEXEC) != 0)
    throw std::runtime_error("the proxy cannot listen on 127.0.0.1");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

Proxy::~Proxy() {
  ::close(wake_[1]);
  thread_.join();
  ::close(wake_[0]);
  ::close(listener_);
}

void Proxy::serve() {
  for (;;) {
    std::vector<pollfd> sources{{wake_[0], POLLIN, 0}, {listener_, POLLIN, 0}};
    auto patience = Milliseconds(1000);
    for (const auto& link : links_) {
      link.ask(sources);
      patience = std::min(patience, link.patience());
    }
    ::poll(sources.data(), sources.size(), static_cast<int>(patience.count()));
    if (sources[0].revents != 0) return;
    if (sources[1].revents != 0) accept();
    for (auto& link : links_)
      link.work();
    links_.remove_if([](const Link& link) { return link.is_over(); });
  }
}

void Proxy::accept() {
  const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (client < 0) return;
  const int server = connect_to(options_);
  if (server < 0) {
    ::close(client);
    return;
  }
  links_.emplace_back(*this, client, server);
}

std::string Proxy::url(std::string_view database) const {
  return "postgresql://postgres@127.0.0.1:" + std::to_string(port_) + "/" + std::string(database);
}

std::size_t Proxy::messages(Sender from) const {
  return messages_[index_of(from)];
}

std::size_t Proxy::bytes(Sender from) const {
  return bytes_[index_of(from)];
}

}  // namespace migrate::test
