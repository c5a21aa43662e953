#include "cli/learning_material.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/coding/examples.h"
#include "attune/error.h"
#include "attune/formats/labelled.h"
#include "attune/io/files.h"
#include "attune/learning/features.h"
#include "cli/display.h"
#include "cli/reading.h"

namespace attune::cli {
namespace {

constexpr std::size_t kLargestLabelled = std::size_t{256} << 20;

/// Locked independent codings of people that are no training cases, by transcript, without those of raters who marked nowhere.
std::map<std::string, std::vector<Coding>> independent_marks(Study& study, const MarksWanted& wanted, const std::map<std::string, TranscriptRecord>& transcripts) {
  std::map<std::string, std::vector<Coding>> codings;
  std::set<std::string> marked;
  for (CodingRecord& record : study.codings({{}, wanted.raters, true})) {
    if (is_codebook(record.coding.rater) || record.assisted || record.training || record.coding.round != wanted.round) continue;
    const TranscriptRecord& transcript = transcripts.at(record.coding.transcript);
    if (transcript.text.empty() || transcript.sha256 != record.transcript_sha256) continue;
    if (!record.coding.marks.empty()) marked.insert(record.coding.rater);
    const std::string id = record.coding.transcript;
    codings[id].push_back(std::move(record.coding));
  }
  for (auto& [id, of_transcript] : codings) std::erase_if(of_transcript, [&](const Coding& coding) { return !marked.contains(coding.rater); });
  std::erase_if(codings, [](const auto& entry) { return entry.second.empty(); });
  return codings;
}

/// Reads what is fitted to. REQUIRES: `lexical` outlives it.
FeatureReader reader_of(LearnedForm form, Lexical& lexical) {
  if (form == LearnedForm::words) return [&lexical](const Transcript& transcript, Span stretch) { return words_of(transcript, stretch, lexical); };
  return [](const Transcript& transcript, Span stretch) { return features_of(transcript, stretch); };
}

}  // namespace

LearningMaterial labelled_material(const std::string& file, LearnedForm form, Context& context) {
  const std::string bytes = file == "-" ? read_stream(context.in, "(standard input)", kLargestLabelled) : read_file(file, kLargestLabelled);
  const std::vector<LabelledResponse> responses = read_labelled(bytes, file);
  const NotationProfile notation = shipped_notation("aai").value();
  Tokenizer tokenizer(notation);
  Lexical lexical(shipped_language("en").value());
  const FeatureReader features = reader_of(form, lexical);
  LearningMaterial material;
  material.origin = fmt::format("{} labelled responses of {}", responses.size(), file.substr(file.rfind('/') + 1));
  for (const LabelledResponse& response : responses) {
    Example example;
    example.text = response.text;
    const Transcript transcript = example_transcript(example, notation, tokenizer);
    const Span whole{0, static_cast<std::uint32_t>(transcript.text.size())};
    material.rows.push_back({response.transcript.empty() ? "response " + response.id : response.transcript, features(transcript, whole), response.labels});
    material.texts.push_back({response.text, response.labels});
  }
  return material;
}

LearningMaterial marked_material(Study& study, const MarksWanted& wanted, const Arguments& arguments) {
  std::map<std::string, TranscriptRecord> transcripts;
  for (TranscriptRecord& record : study.transcripts()) {
    const std::string id = record.id;
    transcripts.emplace(id, std::move(record));
  }
  const std::map<std::string, std::vector<Coding>> codings = independent_marks(study, wanted, transcripts);
  const std::string place = arguments.get<std::string>("study");
  if (codings.empty())
    throw Errors(Problem{{place, 0, 0}, fmt::format("passages that raters marked in codings of round {} that are locked and independent", wanted.round), "none"});
  std::vector<std::string> shown;
  for (const auto& [id, of_transcript] : codings) shown.push_back(id);
  record_display(study, arguments, shown, "learn");

  LearningMaterial material;
  std::set<std::string> raters, languages;
  for (const auto& [id, of_transcript] : codings) {
    const TranscriptRecord& record = transcripts.at(id);
    languages.insert(record.language.empty() ? "en" : record.language);
    for (const Coding& coding : of_transcript) raters.insert(coding.rater);
    Transcript transcript = read_again(record.details.reading, record.details.source.empty() ? record.text : record.details.source, id);
    transcript.id = id;
    Lexical lexical(shipped_language(record.language.empty() ? "en" : record.language).value_or(Language{}));
    for (LabelledFeatures& row : marked_units(transcript, of_transcript, wanted.unit, reader_of(wanted.form, lexical))) material.rows.push_back(std::move(row));
  }
  if (languages.size() > 1) throw Errors(Problem{{place, 0, 0}, "transcripts of one language", fmt::format("{}", fmt::join(languages, ", "))});
  material.language = *languages.begin();
  material.origin = fmt::format("{} {}s of {} transcripts as {} marked them in round {}", material.rows.size(), learned_unit_name(wanted.unit), codings.size(), fmt::join(raters, ", "), wanted.round);
  return material;
}

}  // namespace attune::cli
