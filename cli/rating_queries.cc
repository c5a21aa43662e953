#include "cli/rating_queries.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "cli/display.h"
#include "cli/entry_lists.h"
#include "cli/rater_ids.h"
#include "cli/study_options.h"

namespace attune::cli {

namespace po = boost::program_options;

void describe_codings(po::options_description& options) {
  options.add_options()("rater", po::value<std::string>()->value_name("RATER"), "whose codings")(
      "round", po::value<int>()->default_value(1)->value_name("N"), "round of coding")(
      "cut", po::value<double>()->default_value(kUnresolvedCut)->value_name("SCORE"),
      "score of an event from which a U is expected");
}

NamedCodings named_codings(const Arguments& arguments) {
  if (arguments.operands.empty()) throw UsageError("expected a study file");
  return {rater_of(arguments), arguments.get<int>("round"), {arguments.operands.begin() + 1, arguments.operands.end()}};
}

std::vector<std::string> note_queries(const std::vector<Jotting>& jottings, const std::vector<Rating>& ratings) {
  std::vector<std::string> queries;
  for (const Jotting& jotting : jottings) {
    const auto is_its = [&](const Rating& rating) { return rating.scale == jotting.scale && rating.target == jotting.target; };
    if (std::ranges::none_of(ratings, is_its)) queries.push_back(entry::in_words(jotting.scale, jotting.target) + ": lines or a note, but no value");
  }
  return queries;
}

void write_queries(Context& context, Study& study, const Arguments& arguments, const ScaleNames& scales, const NamedCodings& named) {
  CodingFilter own{named.transcripts, {named.rater}};
  own.with_marks = false;
  const std::set<std::string> kept = kept_from_onlooker(named.rater, study, arguments);
  std::size_t not_shown = 0;
  std::vector<std::string> shown;
  std::string lines;
  for (const CodingRecord& record : study.codings(own)) {
    const std::string& id = record.coding.transcript;
    if (record.coding.round != named.round) continue;
    std::vector<std::string> queries = coding_queries(record.coding.ratings, scales, arguments.get<double>("cut"));
    for (std::string& query : note_queries(study.jottings({id, named.rater, named.round}), record.coding.ratings)) queries.push_back(std::move(query));
    if (queries.empty()) continue;
    if (kept.contains(id)) {
      not_shown += queries.size();
      continue;
    }
    shown.push_back(id);
    for (const std::string& query : queries) lines += fmt::format("query: {}: {}\n", id, query);
  }
  record_onlooker(named.rater, study, arguments, shown, "queries");
  context.err << lines;
  if (not_shown > 0) context.err << fmt::format("queries: {} for {} to read, about interviews that who acts has still to lock\n", not_shown, named.rater);
}

void describe_advance(po::options_description& options) {
  describe_codings(options);
  describe_scales(options, "the codebooks whose scales were used; may be repeated");
  describe_actor(options);
}

int advance_codings(const Arguments& arguments, Context& context, CodingState to) {
  const NamedCodings named = named_codings(arguments);
  const ScaleNames scales = scales_of(arguments);
  Study study = open_study_of(named.rater, arguments, context);
  const bool locks = to == CodingState::locked;
  const int count = locks ? study.lock(named.rater, named.round, named.transcripts) : study.submit(named.rater, named.round, named.transcripts);
  write_queries(context, study, arguments, scales, named);
  context.out << fmt::format("{}: {} codings {}\n", named.rater, count, coding_state_name(to));
  return kDone;
}

}  // namespace attune::cli
