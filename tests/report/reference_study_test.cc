// Where an index of one interview lies among those of a study, and when nothing is said of that.
#include "attune/report/reference_study.h"

#include <fmt/format.h>

#include "catch.h"

using namespace attune;

namespace {

IndexValue index(std::optional<double> value, const std::string& rater = "book@1.0.0") {
  IndexValue result;
  result.id = "recall.away";
  result.rater = rater;
  result.value = value;
  return result;
}

CodedTranscript interview(const std::string& sha256, std::optional<double> value, const std::string& rater = "book@1.0.0") {
  CodedTranscript coded;
  coded.transcript.sha256 = sha256;
  coded.transcript.notation = "aai";
  coded.indices.push_back(index(value, rater));
  return coded;
}

}  // namespace

TEST_CASE("an index lies among ten interviews or more, in counts") {
  ReferenceStudy reference("s.attune", "aai", "mine");
  for (int i = 0; i < 9; ++i) reference.add(interview(fmt::format("{}", i), i));
  CHECK(ReferenceStudy::words(reference.place(index(3))) == "no comparison: 9 interviews with a value by book@1.0.0, and 10 are needed");
  reference.add(interview("9", 3));
  const ReferencePlace place = reference.place(index(3));
  CHECK(place.lower == 3);
  CHECK(place.same == 2);
  CHECK(place.higher == 5);
  CHECK(ReferenceStudy::words(place) == "higher than 3 of 10, the same as 2");
  CHECK(ReferenceStudy::words(reference.place(index(100))) == "higher than 10 of 10");
  CHECK(ReferenceStudy::words(reference.place(index(std::nullopt))) == "no comparison: it has no value here");
}

TEST_CASE("other versions, other notations and the interview itself are no reference") {
  ReferenceStudy reference("s.attune", "aai", "mine");
  for (int i = 0; i < 12; ++i) reference.add(interview(fmt::format("{}", i), i, "book@2.0.0"));
  CHECK(ReferenceStudy::words(reference.place(index(3))) == "no comparison: no interview with a value by book@1.0.0, and 10 are needed");
  CodedTranscript other = interview("o", 1, "book@2.0.0");
  other.transcript.notation = "chat";
  reference.add(other);
  reference.add(interview("mine", 1, "book@2.0.0"));
  reference.leave_out();
  CHECK(reference.place(index(3, "book@2.0.0")).interviews() == 12);
  CHECK(reference.description() ==
        "Reference: 12 interviews of s.attune, read as aai as this one is, coded by the same version of the codebook. The interview itself does not count. Left out: 1 interview in another "
        "notation. Left out: 1 interview without text. It says where this one lies among them and nothing else: they are no norm.");
}
