#include "commands/verify/job.h"

#include <algorithm>
#include <utility>

namespace migrate::commands::verify {

namespace {

/// Places of what is to be looked at.
using Places = std::vector<std::size_t>;

Job job_of(const revision::Order& order,
           const Migrations& migrations,
           Places::const_iterator first,
           Places::const_iterator last) {
  Job out;
  const auto count = *(last - 1) + 1;
  for (std::size_t i = 0; i < count; ++i)
    out.steps.push_back(&migrations.find(order.revisions[i])->second);
  out.is_checked.resize(count, false);
  for (auto at = first; at != last; ++at)
    out.is_checked[*at] = true;
  return out;
}

}  // namespace

std::vector<Job> jobs_of(const std::vector<revision::Order>& orders,
                         const Migrations& migrations,
                         const std::function<bool(const revision::RevisionId&)>& is_selected,
                         std::size_t pieces) {
  // A server has to be started for each: not for less than this.
  constexpr std::size_t least = 20;
  std::vector<Job> out;
  for (const auto& order : orders) {
    Places places;
    for (std::size_t i = 0; i < order.revisions.size(); ++i)
      if (order.is_new[i] && is_selected(order.revisions[i])) places.push_back(i);
    const auto share = std::max(least, (places.size() + pieces - 1) / pieces);
    for (std::size_t i = 0; i < places.size(); i += share) {
      const auto first = places.cbegin() + static_cast<std::ptrdiff_t>(i);
      const auto size = std::min(share, places.size() - i);
      auto job = job_of(order, migrations, first, first + static_cast<std::ptrdiff_t>(size));
      job.is_usual = &order == &orders.front();
      out.push_back(std::move(job));
    }
  }
  return out;
}

}  // namespace migrate::commands::verify
