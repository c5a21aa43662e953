#include "cli/learning_material.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/coding/examples.h"
#include "attune/error.h"
#include "attune/formats/labelled.h"
#include "attune/io/files.h"
#include "attune/learning/features.h"
#include "cli/display.h"
#include "cli/stored_transcript.h"

namespace attune::cli {
namespace {

constexpr std::size_t kLargestLabelled = std::size_t{256} << 20;

struct IndependentMarks {
  std::map<std::string, std::vector<Coding>> codings;  // by transcript
  std::size_t on_older_text = 0, without_text = 0;     // left out
};

/// Locked independent codings of people that are no training cases, without those of raters who marked nowhere.
IndependentMarks independent_marks(Study& study, const MarksWanted& wanted, const std::map<std::string, TranscriptRecord>& transcripts) {
  IndependentMarks independent;
  std::map<std::string, std::vector<Coding>>& codings = independent.codings;
  std::set<std::string> marked;
  std::vector<std::string> on_older_text, without_text;  // whose codings they are
  for (CodingRecord& record : study.codings({{}, wanted.raters, true})) {
    if (is_codebook(record.coding.rater) || record.assisted || record.training || record.coding.round != wanted.round) continue;
    const TranscriptRecord& transcript = transcripts.at(record.coding.transcript);
    if (!record.coding.marks.empty()) marked.insert(record.coding.rater);
    if (transcript.text.empty()) {
      without_text.push_back(record.coding.rater);
    } else if (transcript.sha256 != record.transcript_sha256) {
      on_older_text.push_back(record.coding.rater);
    } else {
      const std::string id = record.coding.transcript;
      codings[id].push_back(std::move(record.coding));
    }
  }
  for (auto& [id, of_transcript] : codings) std::erase_if(of_transcript, [&](const Coding& coding) { return !marked.contains(coding.rater); });
  std::erase_if(codings, [](const auto& entry) { return entry.second.empty(); });
  const auto is_marker = [&](const std::string& rater) { return marked.contains(rater); };
  independent.on_older_text = static_cast<std::size_t>(std::ranges::count_if(on_older_text, is_marker));
  independent.without_text = static_cast<std::size_t>(std::ranges::count_if(without_text, is_marker));
  return independent;
}

std::string left_out_in_words(const IndependentMarks& independent) {
  std::vector<std::string> reasons;
  const auto add = [&](std::size_t n, std::string_view why) {
    if (n > 0) reasons.push_back(fmt::format("{} coding{} of {}", n, n == 1 ? "" : "s", why));
  };
  add(independent.on_older_text, "an older version of a transcript");
  add(independent.without_text, "a transcript whose text is not in the study");
  return reasons.empty() ? "" : fmt::format("left out: {}", fmt::join(reasons, ", "));
}

/// Reads what is fitted to, in a language.
FeatureReader reader_of(LearnedForm form, const std::string& language) {
  if (form == LearnedForm::words) return WeighedWordReader(shipped_language(language).value_or(Language{}));
  return [](const Transcript& transcript, Span stretch) { return features_of(transcript, stretch); };
}

}  // namespace

LearningMaterial labelled_material(const std::string& file, LearnedForm form, Context& context) {
  const std::string bytes = file == "-" ? read_stream(context.in, "(standard input)", kLargestLabelled) : read_file(file, kLargestLabelled);
  const std::vector<LabelledResponse> responses = read_labelled(bytes, file);
  const NotationProfile notation = shipped_notation("aai").value();
  Tokenizer tokenizer(notation);
  LearningMaterial material;
  const FeatureReader features = reader_of(form, material.language);
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
  const IndependentMarks independent = independent_marks(study, wanted, transcripts);
  const std::map<std::string, std::vector<Coding>>& codings = independent.codings;
  const std::string place = arguments.get<std::string>("study");
  const std::string left_out = left_out_in_words(independent);
  if (codings.empty())
    throw Errors(Problem{{place, 0, 0}, fmt::format("passages that raters marked in codings of round {} that are locked and independent", wanted.round),
                         left_out.empty() ? "none" : "none; " + left_out});
  std::vector<std::string> shown;
  for (const auto& [id, of_transcript] : codings) shown.push_back(id);
  record_display(study, arguments, shown, "learn");

  LearningMaterial material;
  material.left_out = left_out;
  std::set<std::string> raters, languages;
  for (const auto& [id, of_transcript] : codings) languages.insert(transcripts.at(id).language.empty() ? "en" : transcripts.at(id).language);
  if (languages.size() > 1) throw Errors(Problem{{place, 0, 0}, "transcripts of one language", fmt::format("{}", fmt::join(languages, ", "))});
  material.language = *languages.begin();
  const FeatureReader features = reader_of(wanted.form, material.language);
  for (const auto& [id, of_transcript] : codings) {
    const TranscriptRecord& record = transcripts.at(id);
    for (const Coding& coding : of_transcript) raters.insert(coding.rater);
    Transcript transcript = read_stored(record);
    transcript.id = id;
    for (LabelledFeatures& row : marked_units(transcript, of_transcript, wanted.unit, features)) material.rows.push_back(std::move(row));
  }
  material.origin = fmt::format("{} {}s of {} transcripts as {} marked them in round {}", material.rows.size(), learned_unit_name(wanted.unit), codings.size(), fmt::join(raters, ", "), wanted.round);
  return material;
}

}  // namespace attune::cli
