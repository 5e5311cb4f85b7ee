#include "commands/verify/crew.h"

#include "commands/verify/inspection.h"

#include <fmt/core.h>

#include <algorithm>
#include <future>
#include <iterator>
#include <string>

namespace migrate::commands::verify {

Crew::Crew(const Context& context,
           const config::Settings& settings,
           const std::vector<Job>& jobs,
           const std::vector<revision::RevisionId>& usual)
    : context_(context), settings_(settings), jobs_(jobs), usual_(usual) {
  for (const auto& job : jobs)
    total_ += static_cast<std::size_t>(std::ranges::count(job.is_checked, true));
}

std::vector<Finding> Crew::run(std::size_t workers) {
  std::vector<std::future<void>> crew;
  found_.resize(jobs_.size());
  for (std::size_t i = 0; i < std::min(workers, jobs_.size()); ++i)
    crew.push_back(std::async(std::launch::async, [this] { work(); }));
  for (auto& one : crew)
    while (one.wait_for(std::chrono::milliseconds(200)) != std::future_status::ready)
      show();
  for (auto& one : crew)
    one.get();
  std::vector<Finding> out;
  for (auto& findings : found_)
    std::ranges::move(findings, std::back_inserter(out));
  return out;
}

void Crew::work() {
  try {
    Schemas schemas(context_, settings_);
    for (auto at = next_++; at < jobs_.size(); at = next_++)
      found_[at] = Inspection(schemas, jobs_[at], usual_, done_).run();
  } catch (...) {
    next_ = jobs_.size();  // the others need not begin anything more
    throw;
  }
}

void Crew::show() const {
  const std::size_t done = done_;
  if (!context_.progress) return;
  std::string left;
  if (done != 0) {
    const auto so_far = std::chrono::duration<double>(Clock::now() - start_).count();
    left = fmt::format(", {:.0f} s left",
                       so_far / static_cast<double>(done) * static_cast<double>(total_ - done));
  }
  context_.transient(fmt::format("verified {}/{}{}", done, total_, left));
}

}  // namespace migrate::commands::verify
