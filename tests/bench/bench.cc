// How fast the pieces are, on the sample interviews: words, sentences, reading, sections and people, coding. Bytes per
// second are of the transcripts' files. Build and run with the "bench" preset.
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "attune/codebook/codebooks.h"
#include "attune/coding/coder.h"
#include "attune/coding/figures.h"
#include "attune/coding/sections.h"
#include "attune/formats/read.h"
#include "attune/text/unicode.h"

namespace {

using attune::Transcript;

struct Sample {
  std::string id;
  std::string bytes;
};

const std::vector<Sample>& samples() {
  static const std::vector<Sample> all = [] {
    std::vector<Sample> read;
    for (int i = 1; i <= 8; ++i) {
      const std::string id = "s0" + std::to_string(i);
      std::ifstream file(std::string(ATTUNE_SOURCE_DIR) + "/corpora_samples/" + id + ".txt", std::ios::binary);
      std::ostringstream bytes;
      bytes << file.rdbuf();
      read.push_back({id, bytes.str()});
    }
    return read;
  }();
  return all;
}

attune::TranscriptReader make_reader() { return {*attune::shipped_notation("aai"), {}}; }

Transcript read(attune::TranscriptReader& reader, const Sample& sample) {
  return reader.read(sample.bytes, sample.id + ".txt", sample.id, attune::Format::plain);
}

void count_bytes(benchmark::State& state) {
  std::size_t bytes = 0;
  for (const Sample& sample : samples()) bytes += sample.bytes.size();
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * static_cast<std::int64_t>(state.iterations()));
}

void words(benchmark::State& state) {
  attune::Breaker breaker("en");
  for (auto _ : state)
    for (const Sample& sample : samples()) benchmark::DoNotOptimize(breaker.words(sample.bytes));
  count_bytes(state);
}
BENCHMARK(words)->Unit(benchmark::kMillisecond);

void sentences(benchmark::State& state) {
  attune::Breaker breaker("en");
  for (auto _ : state)
    for (const Sample& sample : samples()) benchmark::DoNotOptimize(breaker.sentence_ends(sample.bytes));
  count_bytes(state);
}
BENCHMARK(sentences)->Unit(benchmark::kMillisecond);

void read_transcripts(benchmark::State& state) {
  attune::TranscriptReader reader = make_reader();
  for (auto _ : state)
    for (const Sample& sample : samples()) benchmark::DoNotOptimize(read(reader, sample));
  count_bytes(state);
}
BENCHMARK(read_transcripts)->Unit(benchmark::kMillisecond);

std::vector<Transcript> transcripts() {
  attune::TranscriptReader reader = make_reader();
  std::vector<Transcript> all;
  for (const Sample& sample : samples()) all.push_back(read(reader, sample));
  return all;
}

void sections(benchmark::State& state) {
  attune::SectionFinder finder(*attune::shipped_protocol("aai20"));
  const std::vector<Transcript> all = transcripts();
  for (auto _ : state)
    for (const Transcript& transcript : all) benchmark::DoNotOptimize(finder.find(transcript));
  count_bytes(state);
}
BENCHMARK(sections)->Unit(benchmark::kMillisecond);

void code(benchmark::State& state) {
  attune::Coder coder(attune::shipped_codebooks());
  attune::SectionFinder finder(*attune::shipped_protocol("aai20"));
  std::vector<Transcript> all = transcripts();
  for (Transcript& transcript : all) transcript.sections = finder.find(transcript);
  for (auto _ : state)
    for (const Transcript& transcript : all) benchmark::DoNotOptimize(coder.code(transcript));
  count_bytes(state);
}
BENCHMARK(code)->Unit(benchmark::kMillisecond);

void compile_codebooks(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(attune::Coder(attune::shipped_codebooks()));
}
BENCHMARK(compile_codebooks)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
