#include "cli/packets.h"

#include <filesystem>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "attune/error.h"

namespace attune::cli {
namespace {

/// The transcript as the study has it, with nothing that was found in it.
Transcript bare(const TranscriptRecord& record) {
  Transcript transcript;
  transcript.id = record.id;
  transcript.file = record.id;
  transcript.text = record.text;
  transcript.sha256 = record.sha256;
  transcript.notation = record.notation;
  transcript.language = record.language;
  return transcript;
}

void write_packet(const std::string& path, const std::vector<Assignment>& assignments,
                  const std::map<std::string, TranscriptRecord>& transcripts) {
  Study packet = Study::create(path, real_surroundings("attune"));
  std::vector<Assignment> own;
  for (const Assignment& assignment : assignments) {
    const TranscriptRecord& record = transcripts.at(assignment.transcript);
    TranscriptDetails details;
    details.reading = record.details.reading;
    details.source = record.details.source;
    details.keep_text = record.details.keep_text;
    (void)packet.store(bare(record), {}, details);
    own.push_back(assignment);
    // Whether another codes it too, and how it was drawn, is not for the rater.
    own.back().subset = "packet";
    own.back().drawn_by = "packet";
  }
  (void)packet.store_assignments(own);
}

}  // namespace

int write_packets(Study& study, int round, const std::string& directory, Context& context) {
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  if (failed) throw Errors(Problem{{directory, 0, 0}, "a directory to write packets to", failed.message()});
  std::map<std::string, TranscriptRecord> transcripts;
  for (TranscriptRecord& record : study.transcripts()) {
    const std::string id = record.id;
    transcripts.emplace(id, std::move(record));
  }
  std::map<std::string, std::vector<Assignment>> by_rater;
  for (const Assignment& assignment : study.assignments())
    if (assignment.round == round) by_rater[assignment.rater].push_back(assignment);
  for (const auto& [rater, assignments] : by_rater) {
    const std::string path = (std::filesystem::path(directory) / (rater + ".attune")).string();
    if (std::filesystem::exists(path)) {
      context.out << fmt::format("{}: there already, left as it is\n", path);
      continue;
    }
    write_packet(path, assignments, transcripts);
    context.out << fmt::format("{}: {} interviews\n", path, assignments.size());
  }
  return kDone;
}

}  // namespace attune::cli
