#include "attune/agreement/assignment.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "attune/sampling/draws.h"

namespace attune {
namespace {

/// How many of each stratum are coded twice: its share, the odd ones by largest remainder.
std::map<std::string, std::size_t> doubles_of(const std::map<std::string, std::vector<std::string>>& strata,
                                              double share) {
  std::map<std::string, std::size_t> doubles;
  std::vector<std::pair<double, std::string>> remainders;
  std::size_t all = 0;
  std::size_t given = 0;
  for (const auto& [stratum, transcripts] : strata) {
    const double exact = share * static_cast<double>(transcripts.size());
    doubles[stratum] = static_cast<std::size_t>(exact);
    remainders.emplace_back(std::floor(exact) - exact, stratum);
    all += transcripts.size();
    given += doubles[stratum];
  }
  // 0.3 of 40 is 12, whatever floating point makes of it.
  const auto wanted = static_cast<std::size_t>(std::ceil(share * static_cast<double>(all) - 1e-9));
  std::ranges::sort(remainders);
  for (std::size_t i = 0; given < wanted; i = (i + 1) % remainders.size()) {
    const std::string& stratum = remainders[i].second;
    if (doubles[stratum] == strata.at(stratum).size()) continue;
    ++doubles[stratum];
    ++given;
  }
  return doubles;
}

/// Who has how much so far.
class Loads {
 public:
  Loads(std::span<const std::string> raters, Draws& draws) : raters_(raters.begin(), raters.end()) {
    // Ties go by this order, which is the seed's and not the alphabet's.
    shuffle(raters_, draws);
  }

  /// The rater with the least, next to those who have it already.
  std::string next(const std::vector<std::string>& have) {
    const auto rank = [&](const std::string& rater) {
      const std::size_t together = have.empty() ? 0 : pairs_[std::minmax(have[0], rater)];
      return std::tuple(loads_[rater], together);
    };
    const std::string* best = nullptr;
    for (const std::string& rater : raters_)
      if (std::ranges::find(have, rater) == have.end() && (best == nullptr || rank(rater) < rank(*best))) best = &rater;
    ++loads_[*best];
    if (!have.empty()) ++pairs_[std::minmax(have[0], *best)];
    return *best;
  }

 private:
  std::vector<std::string> raters_;
  std::map<std::string, std::size_t> loads_;
  std::map<std::pair<std::string, std::string>, std::size_t> pairs_;
};

}  // namespace

std::vector<Drawn> draw_assignment(std::vector<Candidate> candidates, std::span<const std::string> raters, double share,
                                   std::uint64_t seed) {
  std::ranges::sort(candidates, {}, &Candidate::transcript);
  std::map<std::string, std::vector<std::string>> strata;
  for (const Candidate& candidate : candidates) strata[candidate.stratum].push_back(candidate.transcript);
  const std::map<std::string, std::size_t> doubles = doubles_of(strata, share);
  Draws draws(seed);
  Loads loads(raters, draws);
  std::vector<Drawn> drawn;
  for (auto& [stratum, transcripts] : strata) {
    shuffle(transcripts, draws);
    for (std::size_t i = 0; i < transcripts.size(); ++i) {
      Drawn one{transcripts[i], {}};
      one.raters.push_back(loads.next(one.raters));
      if (i < doubles.at(stratum)) one.raters.push_back(loads.next(one.raters));
      drawn.push_back(std::move(one));
    }
  }
  std::ranges::sort(drawn, {}, &Drawn::transcript);
  return drawn;
}

}  // namespace attune
