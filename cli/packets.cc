#include "cli/packets.h"

#include <filesystem>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/io/files.h"
#include "attune/text/visible.h"
#include "cli/shell_word.h"

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

using Transcripts = std::map<std::string, TranscriptRecord>;

void put_text(Study& packet, const TranscriptRecord& record) {
  TranscriptDetails details;
  details.reading = record.details.reading;
  details.source = record.details.source;
  details.new_version = true;
  (void)packet.store(bare(record), {}, details);
}

/// Puts texts and assignments into a packet. Whether another codes it too, and how it was drawn, is not for the rater.
void fill(Study& packet, const std::vector<Assignment>& assignments, const Transcripts& transcripts, const std::set<std::string>& begun = {}) {
  std::vector<Assignment> own;
  for (const Assignment& assignment : assignments) {
    if (!begun.contains(assignment.transcript)) put_text(packet, transcripts.at(assignment.transcript));
    own.push_back({assignment.transcript, assignment.rater, assignment.round, std::string(kPacketSubset), "packet", std::string(kBlindTo)});
  }
  (void)packet.store_assignments(own);
}

/// A whole packet, or none: it gets its name when it is full.
void write_packet(const std::string& path, const std::vector<Assignment>& assignments, const Transcripts& transcripts) {
  const std::string temporary = make_temporary_beside(path);
  std::filesystem::remove(temporary);  // the name is ours; `create` wants none there
  try {
    {
      Study packet = Study::create(temporary, real_surroundings("attune"));
      fill(packet, assignments, transcripts);
    }
    rename_durably(temporary, path, Overwrite::no);
  } catch (...) {
    discard_temporary(temporary);
    throw;
  }
  std::error_code ignored;
  std::filesystem::remove(temporary + "-journal", ignored);
}

/// Interviews that somebody has begun in the packet.
std::set<std::string> begun_in(Study& packet) {
  CodingFilter filter;
  filter.with_marks = false;
  std::set<std::string> begun;
  for (const CodingRecord& record : packet.codings(filter))
    if (!is_codebook(record.coding.rater)) begun.insert(record.coding.transcript);
  return begun;
}

/// What came into a packet that was there.
struct Completed {
  std::size_t added = 0, renewed = 0;
};

bool had_text(Study& study, const std::string& id, const std::string& sha256) {
  const std::vector<TranscriptRecord> versions = study.versions(id);
  return std::ranges::find(versions, sha256, &TranscriptRecord::sha256) != versions.end();
}

/// Puts the study's text in the place of one that nobody began to code, whose words are gone from the file then: it may be the one from
/// which names were taken out. What the packet's rater was shown of it stays noted.
void renew_text(Study& packet, const std::string& id, const Transcripts& transcripts) {
  std::vector<Assignment> assignments = packet.assignments();
  std::erase_if(assignments, [&](const Assignment& one) { return one.transcript != id; });
  std::vector<Exposure> shown = packet.exposures();
  std::erase_if(shown, [&](const Exposure& one) { return one.transcript != id; });
  (void)packet.erase({id});
  fill(packet, assignments, transcripts);
  for (const Exposure& exposure : shown) packet.record_exposure(exposure.rater, {id}, exposure.what);
}

/// Adds what was drawn since the packet was written, and the new text of what nobody has begun. One that was begun keeps the text it was
/// begun on; that is told, and what is in the packet and no longer in the study. Throws where the packet is another study's.
Completed complete_packet(const std::string& path, const std::vector<Assignment>& assignments, const Transcripts& transcripts, Study& study, Context& context) {
  Study packet = Study::open(path, real_surroundings("attune"));
  const std::vector<TranscriptRecord> there = packet.transcripts(TextReading::without_text);
  for (const TranscriptRecord& record : there)
    if (transcripts.contains(record.id) && !had_text(study, record.id, record.sha256))
      throw Errors(Problem{{path, 0, 0}, fmt::format("a packet of this study, or none yet"), fmt::format("one whose text of {} this study never had; it was left as it is", visible(record.id))});
  const std::set<std::string> begun = begun_in(packet);
  Completed completed;
  for (const TranscriptRecord& record : there) {
    const std::string id = visible(record.id);
    const auto known = transcripts.find(record.id);
    if (known == transcripts.end()) {
      context.err << fmt::format("{}: {} is not in the study any more; \"attune study erase {} {}\" takes it out of the packet\n", visible(path), id, shell_word(path), shell_word(record.id));
    } else if (known->second.sha256 != record.sha256 && begun.contains(record.id)) {
      context.err << fmt::format("{}: {} was begun on an older text and keeps it; \"attune plan collect\" takes it back all the same\n", visible(path), id);
    } else if (known->second.sha256 != record.sha256 && !known->second.text.empty()) {
      renew_text(packet, record.id, transcripts);
      ++completed.renewed;
    }
  }
  std::set<std::pair<std::string, int>> assigned;
  for (const Assignment& assignment : packet.assignments()) assigned.emplace(assignment.transcript, assignment.round);
  std::vector<Assignment> missing;
  for (const Assignment& assignment : assignments)
    if (!assigned.contains({assignment.transcript, assignment.round})) missing.push_back(assignment);
  if (!missing.empty()) fill(packet, missing, transcripts, begun);
  completed.added = missing.size();
  return completed;
}

std::string interviews(std::size_t n) { return fmt::format("{} interview{}", n, n == 1 ? "" : "s"); }

/// Writes or completes one packet and says so.
void hand_out(const std::string& path, const std::vector<Assignment>& assignments, const Transcripts& transcripts, Study& study, Context& context) {
  if (!std::filesystem::exists(path)) {
    write_packet(path, assignments, transcripts);
    context.out << fmt::format("{}: {}\n", visible(path), interviews(assignments.size()));
    return;
  }
  const Completed completed = complete_packet(path, assignments, transcripts, study, context);
  std::string what = completed.added == 0 ? "" : interviews(completed.added) + " added";
  if (completed.renewed > 0) what += fmt::format("{}{} with a new text", what.empty() ? "" : ", ", interviews(completed.renewed));
  context.out << fmt::format("{}: there already, {}\n", visible(path), what.empty() ? "left as it is" : what);
}

}  // namespace

int write_packets(Study& study, int round, const std::string& directory, Context& context) {
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  if (failed) throw Errors(Problem{{directory, 0, 0}, "a directory to write packets to", failed.message()});
  Transcripts transcripts;
  for (TranscriptRecord& record : study.transcripts()) {
    const std::string id = record.id;
    transcripts.emplace(id, std::move(record));
  }
  int status = kDone;
  std::map<std::string, std::vector<Assignment>> by_rater;
  std::set<std::string> without_text;
  for (const Assignment& assignment : study.assignments()) {
    if (assignment.round != round) continue;
    if (transcripts.at(assignment.transcript).text.empty()) without_text.insert(assignment.transcript);
    else by_rater[assignment.rater].push_back(assignment);
  }
  for (const std::string& id : without_text) {
    context.err << fmt::format("{}: its text was kept out of the study, so it is in no packet\n", visible(id));
    status = kCouldNot;
  }
  for (const auto& [rater, assignments] : by_rater) {
    try {
      hand_out((std::filesystem::path(directory) / (rater + ".attune")).string(), assignments, transcripts, study, context);
    } catch (const Errors& errors) {  // one packet that cannot be written does not stop the others
      context.err << visible(errors.what()) << '\n';
      status = kCouldNot;
    }
  }
  return status;
}

}  // namespace attune::cli
