// delaying_proxy HOST PORT MILLISECONDS: a proxy before that server (HOST may be the folder of its
// unix socket) which makes each round trip so much longer. Prints its own port on 127.0.0.1, serves
// until its standard input ends, and prints how many bytes went each way.
#include "support/proxy.h"

#include <cstdlib>
#include <iostream>
#include <iterator>
#include <stdexcept>

int main(int count, char** words) {
  using migrate::test::Sender;
  if (count != 4) {
    std::cerr << "usage: delaying_proxy HOST PORT MILLISECONDS\n";
    return 2;
  }
  try {
    migrate::test::ProxyOptions options;
    options.host = words[1];
    options.port = std::atoi(words[2]);
    options.delay = std::chrono::milliseconds(std::atoi(words[3])) / 2;
    const migrate::test::Proxy proxy(options);
    std::cout << proxy.port() << std::endl;
    for (std::istreambuf_iterator<char> at(std::cin), end; at != end; ++at)
      continue;
    std::cout << proxy.bytes(Sender::client) << ' ' << proxy.bytes(Sender::server) << '\n';
  } catch (const std::exception& e) {
    std::cerr << "delaying_proxy: " << e.what() << '\n';
    return 1;
  }
  return 0;
}
