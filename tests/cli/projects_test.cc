// REFI-QDA projects and files of tiers on the road of the commands.
#include "catch.h"
#include "run.h"

namespace {

constexpr const char* kElan =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ANNOTATION_DOCUMENT>\n<TIME_ORDER><TIME_SLOT TIME_SLOT_ID=\"t1\" TIME_VALUE=\"0\"/><TIME_SLOT TIME_SLOT_ID=\"t2\" TIME_VALUE=\"9\"/></TIME_ORDER>\n"
    "<TIER TIER_ID=\"subject\"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a1\" TIME_SLOT_REF1=\"t1\" TIME_SLOT_REF2=\"t2\"><ANNOTATION_VALUE>My gran.</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>\n"
    "<TIER TIER_ID=\"gloss\" PARENT_REF=\"subject\"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID=\"a2\" ANNOTATION_REF=\"a1\"><ANNOTATION_VALUE>x</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>\n</ANNOTATION_DOCUMENT>\n";

/// An interview in which every codebook finds something.
std::string sample() { return std::string(ATTUNE_SOURCE_DIR) + "/corpora_samples/s01.txt"; }

}  // namespace

TEST_CASE("a project that is read with what people marked is written again as it was") {
  const ScratchDirectory scratch;
  const std::string talk = sample();
  const std::string first = attune_run({"transcript", "convert", "--to", "qdpx", "--marks", talk}).out;
  const std::string project = scratch.write("p.qdpx", first);
  CHECK(attune_run({"transcript", "convert", "--to", "qdpx", "--people", project}).out == first);
  CHECK(attune_run({"transcript", "convert", "--to", "webanno", "--people", project}).out == attune_run({"transcript", "convert", "--to", "webanno", "--marks", talk}).out);
  CHECK(attune_run({"transcript", "convert", "--to", "text", project}).out == attune_run({"transcript", "convert", "--to", "text", talk}).out);
  CHECK(attune_run({"transcript", "convert", "--to", "text", "--from", "qdpx", "-"}, first).out == attune_run({"transcript", "convert", "--to", "text", talk}).out);
  const Outcome coded = attune_run({"code", "--format", "jsonl", project});
  CHECK(coded.status == 0);
  CHECK(coded.err.find("codings of people in the project are not taken over (transcript convert --people carries them)") != std::string::npos);
}

TEST_CASE("a project under another name is told what it is") {
  const ScratchDirectory scratch;
  const std::string talk = sample();
  const std::string project = scratch.write("p", attune_run({"transcript", "convert", "--to", "qdpx", talk}).out);
  CHECK(attune_run({"transcript", "check", project}).err == project + ": expected one transcript, found a REFI-QDA project, which holds several (name it NAME.qdpx, or say --from qdpx)\n");
}

TEST_CASE("an ELAN file that is converted to ELAN is the same file") {
  const ScratchDirectory scratch;
  const std::string file = scratch.write("a.eaf", kElan);
  CHECK(attune_run({"transcript", "convert", "--to", "elan", file}).out == kElan);
  const Outcome table = attune_run({"transcript", "convert", "--to", "csv", file});
  CHECK(table.err == "note: tiers that were not read as talk were left out (they stay when the format stays)\n");
}
