#include "attune/io/schema.h"

#include <algorithm>

#include <fmt/format.h>

namespace attune {
namespace {

// What a coding found in, and about, a transcript. Names of columns are those of DESIGN and of the wide export.
constexpr std::string_view kTranscript = R"(
  id TEXT NOT NULL CHECK (length(id) > 0),
  version INTEGER NOT NULL CHECK (version >= 1),
  supersedes INTEGER REFERENCES transcript (pk),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),        -- of the source bytes
  text_sha256 TEXT NOT NULL CHECK (length(text_sha256) = 64),
  text_kept INTEGER NOT NULL CHECK (text_kept IN (0, 1)),
  offset_map TEXT,                                         -- from the version it supersedes
  notation TEXT NOT NULL,
  language TEXT NOT NULL,
  reading TEXT NOT NULL,                                   -- how it was read: file name, options
  participant TEXT NOT NULL, family TEXT NOT NULL, wave TEXT NOT NULL, site TEXT NOT NULL,
  interviewer TEXT NOT NULL, transcriber TEXT NOT NULL,
  made_at TEXT NOT NULL)";

// Whose a transcript is and where it was made, as told after it was stored; in place of what its own row says.
constexpr std::string_view kDescription = R"(
  transcript TEXT NOT NULL,                                -- id: holds for every version
  participant TEXT NOT NULL, family TEXT NOT NULL, wave TEXT NOT NULL, site TEXT NOT NULL,
  interviewer TEXT NOT NULL, transcriber TEXT NOT NULL,
  supersedes INTEGER REFERENCES description (pk),
  made_at TEXT NOT NULL)";

// Apart from `transcript`, so that erasing a participant's words leaves the record of the transcript whole.
constexpr std::string_view kTranscriptText = R"(
  transcript INTEGER NOT NULL REFERENCES transcript (pk),
  text TEXT NOT NULL,
  source BLOB)";  // the source's bytes where `text` is not simply them, decoded

constexpr std::string_view kFigure = R"(
  transcript INTEGER NOT NULL REFERENCES transcript (pk),
  origin TEXT NOT NULL,                                    -- a rater, or the program and its version
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  gender TEXT NOT NULL CHECK (gender IN ('unknown', 'female', 'male')),
  dead INTEGER NOT NULL CHECK (dead IN (0, 1)),
  did_harm INTEGER NOT NULL CHECK (did_harm IN (0, 1)),
  evidence TEXT NOT NULL)";  // spans in code points, "12-19 44-51"

constexpr std::string_view kEvent = R"(
  transcript INTEGER NOT NULL REFERENCES transcript (pk),
  origin TEXT NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('loss', 'abuse', 'other_trauma')),
  person TEXT NOT NULL,
  age REAL,
  qualifies TEXT NOT NULL CHECK (qualifies IN ('yes', 'no', 'unsure')),
  lines TEXT NOT NULL)";

constexpr std::string_view kCodebook = R"(
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  made_at TEXT NOT NULL)";

constexpr std::string_view kRater = R"(
  id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'codebook')),
  made_at TEXT NOT NULL)";

constexpr std::string_view kQualification = R"(
  rater INTEGER NOT NULL REFERENCES rater (pk),
  system TEXT NOT NULL,
  language TEXT, role TEXT, trainer TEXT, year INTEGER,
  reliability_test TEXT, reliability_percent REAL, reliability_date TEXT,
  supersedes INTEGER REFERENCES qualification (pk),
  made_at TEXT NOT NULL)";

constexpr std::string_view kAssignment = R"(
  transcript TEXT NOT NULL,                                -- id: holds for every version
  rater INTEGER NOT NULL REFERENCES rater (pk),
  round INTEGER NOT NULL CHECK (round >= 1),
  subset TEXT NOT NULL,
  drawn_by TEXT NOT NULL,                                  -- seed and frame of the draw
  blind_to TEXT NOT NULL,                                  -- wave, group, child outcome ...
  supersedes INTEGER REFERENCES assignment (pk),
  reason_for_change TEXT,
  made_at TEXT NOT NULL)";

constexpr std::string_view kExposure = R"(
  rater INTEGER NOT NULL REFERENCES rater (pk),
  transcript TEXT NOT NULL,
  what TEXT NOT NULL,
  at TEXT NOT NULL)";

constexpr std::string_view kCoding = R"(
  transcript INTEGER NOT NULL REFERENCES transcript (pk),
  rater INTEGER NOT NULL REFERENCES rater (pk),
  round INTEGER NOT NULL CHECK (round >= 1),
  system TEXT NOT NULL,
  training INTEGER NOT NULL CHECK (training IN (0, 1)),    -- training cases are never analysed
  codebook INTEGER REFERENCES codebook (pk),               -- NULL for a person
  engine TEXT, icu TEXT,                                   -- versions that made it; NULL for a person
  supersedes INTEGER REFERENCES coding (pk),
  reason_for_change TEXT CHECK (supersedes IS NULL OR length(reason_for_change) >= 3),
  made_at TEXT NOT NULL)";

// The latest row of a coding holds. Rows are only added, so its whole way can be read.
constexpr std::string_view kCodingState = R"(
  coding INTEGER NOT NULL REFERENCES coding (pk),
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'locked')),
  assisted INTEGER NOT NULL CHECK (assisted IN (0, 1)),
  reason TEXT NOT NULL,
  at TEXT NOT NULL)";

// What was taken from a packet: all that its log said of the coding up to that entry.
constexpr std::string_view kCollected = R"(
  coding INTEGER NOT NULL REFERENCES coding (pk),
  packet TEXT NOT NULL,                                    -- the hash of the first entry of its log
  entries INTEGER NOT NULL CHECK (entries >= 0),           -- of its log; 0: the coding was begun there, and nothing taken yet
  head TEXT NOT NULL,                                      -- the hash of the last of these
  at TEXT NOT NULL)";

constexpr std::string_view kMark = R"(
  coding INTEGER NOT NULL REFERENCES coding (pk),
  start INTEGER NOT NULL CHECK (start >= 0),               -- code points, half-open
  "end" INTEGER NOT NULL CHECK ("end" >= start),
  turn INTEGER NOT NULL CHECK (turn >= 1),                 -- labels of both roles, from 1
  section TEXT NOT NULL,
  code TEXT NOT NULL,
  subcode TEXT NOT NULL,
  marker TEXT NOT NULL,
  pattern TEXT NOT NULL,
  polarity TEXT NOT NULL CHECK (polarity IN ('away', 'toward', 'neutral')),
  group_id TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('rule', 'person', 'accepted')))";

// Marks of people that no longer hold: taken back while the coding was not locked.
constexpr std::string_view kMarkWithdrawn = R"(
  mark INTEGER NOT NULL REFERENCES mark (pk),
  reason TEXT NOT NULL CHECK (length(reason) >= 3),
  at TEXT NOT NULL)";

constexpr std::string_view kRating = R"(
  coding INTEGER NOT NULL REFERENCES coding (pk),
  scale TEXT NOT NULL CHECK (length(scale) > 0),
  target TEXT NOT NULL,                                    -- '', 'figure:ID', 'event:ID', 'question:KEY'
  value REAL,
  category TEXT,
  reason TEXT CHECK (reason IN ('cannot_rate', 'not_applicable', 'not_asked', 'inaudible')),
  lines TEXT NOT NULL,
  note TEXT NOT NULL,
  supersedes INTEGER REFERENCES rating (pk),
  reason_for_change TEXT CHECK (supersedes IS NULL OR length(reason_for_change) >= 3),
  made_at TEXT NOT NULL,
  CHECK ((value IS NOT NULL) + (category IS NOT NULL) + (reason IS NOT NULL) = 1))";

// Ratings of people that no longer hold and have none in their place: taken back while the coding was not locked.
constexpr std::string_view kRatingWithdrawn = R"(
  rating INTEGER NOT NULL REFERENCES rating (pk),
  reason TEXT NOT NULL CHECK (length(reason) >= 3),
  at TEXT NOT NULL)";

// What a rater writes down to a scale before giving a value. The latest row holds, until there is a rating.
constexpr std::string_view kJotting = R"(
  coding INTEGER NOT NULL REFERENCES coding (pk),
  scale TEXT NOT NULL CHECK (length(scale) > 0),
  target TEXT NOT NULL,
  lines TEXT NOT NULL,
  note TEXT NOT NULL,
  at TEXT NOT NULL)";

// What a rater said, in a coding after the own one was locked, to a mark by rules. The latest row holds.
constexpr std::string_view kProposal = R"(
  coding INTEGER NOT NULL REFERENCES coding (pk),
  proposed INTEGER NOT NULL REFERENCES mark (pk),          -- the rules'
  answer TEXT NOT NULL CHECK (answer IN ('open', 'accepted', 'rejected', 'moved')),
  mark INTEGER REFERENCES mark (pk),                       -- the rater's, where accepted or moved
  at TEXT NOT NULL,
  CHECK ((mark IS NOT NULL) = (answer IN ('accepted', 'moved'))))";

constexpr std::string_view kClassRecord = R"(
  rating INTEGER NOT NULL REFERENCES rating (pk),
  record TEXT NOT NULL,
  no_alternative INTEGER NOT NULL CHECK (no_alternative IN (0, 1)),
  class5 TEXT, class4 TEXT, class3_forced TEXT, class3_forced_reason TEXT,
  autonomous_forced TEXT, autonomous_forced_reason TEXT, autonomous_nonU TEXT, U_primary TEXT, CC_any TEXT)";

constexpr std::string_view kAdjective = R"(
  coding INTEGER NOT NULL REFERENCES coding (pk),
  figure TEXT NOT NULL,
  word TEXT NOT NULL,
  place INTEGER NOT NULL CHECK (place >= 1),               -- order in which it was given
  probed INTEGER NOT NULL CHECK (probed IN (0, 1)),
  support TEXT CHECK (support IN ('none', 'restated', 'general', 'specific', 'contradicted')),
  lines TEXT NOT NULL,
  supersedes INTEGER REFERENCES adjective (pk),
  reason_for_change TEXT)";

// Agreed ratings. They stand beside the individual ones, which they never change.
constexpr std::string_view kConsensus = R"(
  transcript TEXT NOT NULL,                                -- id: holds for every version
  round INTEGER NOT NULL CHECK (round >= 1),
  scale TEXT NOT NULL CHECK (length(scale) > 0),
  target TEXT NOT NULL,
  value REAL,
  category TEXT,
  reason TEXT CHECK (reason IN ('cannot_rate', 'not_applicable', 'not_asked', 'inaudible')),
  attendees TEXT NOT NULL CHECK (length(attendees) > 0),   -- raters' ids, "R1 R2"
  why TEXT NOT NULL CHECK (length(why) >= 3),
  supersedes INTEGER REFERENCES consensus (pk),
  made_at TEXT NOT NULL,
  CHECK ((value IS NOT NULL) + (category IS NOT NULL) + (reason IS NOT NULL) = 1))";

// The log. `commitment` stands for the payload, so that erasing a payload leaves the chain whole.
constexpr std::string_view kAudit = R"(
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  write_id TEXT NOT NULL,                                  -- made by the writer, looked up after a failed COMMIT
  commitment TEXT NOT NULL,                                -- SHA-256 of salt and payload
  prev TEXT NOT NULL)";

constexpr std::string_view kPayload = R"(
  salt TEXT NOT NULL,
  json TEXT NOT NULL)";

constexpr std::string_view kViews[] = {
    R"(CREATE VIEW v_transcripts AS
SELECT t.pk AS transcript_pk, t.id AS transcript, t.version, t.sha256, t.text_kept, t.notation, t.language,
       coalesce(d.participant, t.participant) AS participant, coalesce(d.family, t.family) AS family,
       coalesce(d.wave, t.wave) AS wave, coalesce(d.site, t.site) AS site,
       coalesce(d.interviewer, t.interviewer) AS interviewer, coalesce(d.transcriber, t.transcriber) AS transcriber,
       t.made_at, x.text
FROM transcript t LEFT JOIN transcript_text x ON x.transcript = t.pk
LEFT JOIN description d ON d.transcript = t.id AND NOT EXISTS (SELECT 1 FROM description n WHERE n.supersedes = d.pk)
WHERE NOT EXISTS (SELECT 1 FROM transcript n WHERE n.supersedes = t.pk))",

    R"(CREATE VIEW v_codebooks AS
SELECT pk AS codebook_pk, id, version, id || '@' || version AS rater, sha256, title, made_at FROM codebook)",

    R"(CREATE VIEW v_codings AS
SELECT c.pk AS coding_pk, t.id AS transcript, t.version AS transcript_version, r.id AS rater, r.kind AS rater_kind,
       c.round, c.system, c.training, s.state,
       CASE WHEN s.state = 'locked' THEN s.assisted
            ELSE EXISTS (SELECT 1 FROM exposure e WHERE e.rater = c.rater AND e.transcript = t.id) END AS assisted,
       b.sha256 AS codebook_sha256, c.engine, c.icu, c.made_at
FROM coding c
JOIN transcript t ON t.pk = c.transcript
JOIN rater r ON r.pk = c.rater
JOIN coding_state s ON s.pk = (SELECT max(pk) FROM coding_state WHERE coding = c.pk)
LEFT JOIN codebook b ON b.pk = c.codebook
WHERE NOT EXISTS (SELECT 1 FROM coding n WHERE n.supersedes = c.pk)
  AND (r.kind = 'person' OR NOT EXISTS (SELECT 1 FROM transcript n WHERE n.supersedes = t.pk)))",

    R"(CREATE VIEW v_marks AS
SELECT m.pk AS mark_pk, c.coding_pk, c.transcript, c.transcript_version, c.rater, c.rater_kind, c.round, c.state,
       c.assisted, m.code, m.subcode, m.marker, m.pattern, m.polarity, m.group_id, m.section, m.turn, m.start, m."end",
       m.origin
FROM mark m JOIN v_codings c ON c.coding_pk = m.coding
WHERE NOT EXISTS (SELECT 1 FROM mark_withdrawn w WHERE w.mark = m.pk))",

    R"(CREATE VIEW v_ratings AS
SELECT v.pk AS rating_pk, c.coding_pk, c.transcript, c.rater, c.rater_kind, c.round, c.system, c.training, c.state,
       c.assisted, v.scale, v.target, v.value, v.category, v.reason, v.lines, v.note, v.made_at
FROM rating v JOIN v_codings c ON c.coding_pk = v.coding
WHERE NOT EXISTS (SELECT 1 FROM rating n WHERE n.supersedes = v.pk)
  AND NOT EXISTS (SELECT 1 FROM rating_withdrawn w WHERE w.rating = v.pk))",

    R"(CREATE VIEW v_class_records AS
SELECT v.coding_pk, v.transcript, v.rater, v.round, v.state, v.assisted, v.scale, k.record, k.no_alternative, k.class5,
       k.class4, k.class3_forced, k.class3_forced_reason, k.autonomous_forced, k.autonomous_forced_reason,
       k.autonomous_nonU, k.U_primary, k.CC_any
FROM class_record k JOIN v_ratings v ON v.rating_pk = k.rating)",

    R"(CREATE VIEW v_exposures AS
SELECT r.id AS rater, e.transcript, e.what, e.at FROM exposure e JOIN rater r ON r.pk = e.rater)",

    R"(CREATE VIEW v_assignments AS
SELECT a.pk AS assignment_pk, a.transcript, r.id AS rater, a.round, a.subset, a.drawn_by, a.blind_to, a.made_at,
       o.id AS replaces, a.reason_for_change
FROM assignment a JOIN rater r ON r.pk = a.rater
LEFT JOIN assignment b ON b.pk = a.supersedes LEFT JOIN rater o ON o.pk = b.rater
WHERE NOT EXISTS (SELECT 1 FROM assignment n WHERE n.supersedes = a.pk))",

    R"(CREATE VIEW v_consensus AS
SELECT c.pk AS consensus_pk, c.transcript, c.round, c.scale, c.target, c.value, c.category, c.reason, c.attendees, c.why,
       c.made_at
FROM consensus c WHERE NOT EXISTS (SELECT 1 FROM consensus n WHERE n.supersedes = c.pk))",

    R"(CREATE VIEW v_proposals AS
SELECT c.transcript, c.rater, c.round, c.state, p.answer, p.proposed AS proposed_mark, p.mark AS accepted_mark,
       m.code, m.subcode, m.marker, m.start, m."end", p.at
FROM proposal p JOIN v_codings c ON c.coding_pk = p.coding JOIN mark m ON m.pk = p.proposed
WHERE NOT EXISTS (SELECT 1 FROM proposal n WHERE n.coding = p.coding AND n.proposed = p.proposed AND n.pk > p.pk))",

    R"(CREATE VIEW v_log AS
SELECT a.pk AS seq, a.at, a.actor, a.action, a.object, a.hash, p.json AS payload
FROM audit a LEFT JOIN payload p ON p.pk = a.pk)",
};

constexpr std::string_view kIndices[] = {
    "CREATE INDEX coding_transcript ON coding (transcript)",
    "CREATE INDEX coding_state_coding ON coding_state (coding)",
    "CREATE INDEX collected_coding ON collected (coding)",
    "CREATE INDEX mark_coding ON mark (coding)",
    "CREATE INDEX rating_coding ON rating (coding)",
    "CREATE INDEX jotting_coding ON jotting (coding)",
    "CREATE INDEX proposal_coding ON proposal (coding, proposed)",
    "CREATE INDEX exposure_rater ON exposure (rater, transcript)",
    "CREATE INDEX adjective_coding ON adjective (coding)",
    "CREATE INDEX consensus_unit ON consensus (transcript, round, scale, target)",
    "CREATE INDEX assignment_transcript ON assignment (transcript)",
    "CREATE INDEX description_transcript ON description (transcript)",
    "CREATE INDEX proposal_mark ON proposal (proposed)",
    "CREATE INDEX audit_action ON audit (action)",
};

/// "a, b" of the row at hand: "a = NEW.a AND b = NEW.b".
std::string same_as_new(std::string_view columns) {
  std::string condition;
  while (!columns.empty()) {
    const auto comma = columns.find(", ");
    const std::string_view column = columns.substr(0, comma);
    condition += fmt::format("{}{} = NEW.{}", condition.empty() ? "" : " AND ", column, column);
    columns = comma == std::string_view::npos ? "" : columns.substr(comma + 2);
  }
  return condition;
}

/// REPLACE deletes without firing a DELETE trigger (unless recursive_triggers is on), so it is refused where it starts:
/// at the INSERT of a row that is there already.
std::string taken(const StudyTable& table) {
  std::string condition = "pk = NEW.pk";
  for (std::string_view columns : table.unique) condition += " OR (" + same_as_new(columns) + ")";
  return condition;
}

}  // namespace

const std::vector<StudyTable>& study_tables() {
  static const std::vector<StudyTable> tables = {
      {"transcript", kTranscript, {"id, version", "supersedes"}},
      {"transcript_text", kTranscriptText, {"transcript"}, false},
      {"description", kDescription, {"supersedes"}},
      {"figure", kFigure, {"transcript, origin, id"}},
      {"event", kEvent, {"transcript, origin, id"}},
      {"codebook", kCodebook, {"sha256"}},
      {"rater", kRater, {"id"}},
      {"qualification", kQualification, {"supersedes"}},
      {"assignment", kAssignment, {"supersedes"}},
      {"exposure", kExposure, {}},
      {"coding", kCoding, {"supersedes"}},
      {"coding_state", kCodingState, {}},
      {"collected", kCollected, {}},
      {"mark", kMark, {}},
      {"mark_withdrawn", kMarkWithdrawn, {"mark"}},
      {"rating", kRating, {"supersedes"}},
      {"rating_withdrawn", kRatingWithdrawn, {"rating"}},
      {"jotting", kJotting, {}},
      {"proposal", kProposal, {}},
      {"class_record", kClassRecord, {"rating"}},
      {"adjective", kAdjective, {"supersedes"}},
      {"consensus", kConsensus, {"supersedes"}},
      {"audit", kAudit, {"write_id"}, false},
      {"payload", kPayload, {}, false},
  };
  return tables;
}

std::vector<std::string> schema_statements() {
  std::vector<std::string> statements;
  for (const StudyTable& table : study_tables()) {
    std::string definition = "\n  pk INTEGER PRIMARY KEY," + std::string(table.definition);
    // `hash` goes before the table's own constraints, which SQL wants last.
    std::string constraints = ",\n  hash TEXT NOT NULL";
    for (std::string_view columns : table.unique) constraints += fmt::format(",\n  UNIQUE ({})", columns);
    const auto check = definition.find(",\n  CHECK (");
    definition.insert(check == std::string::npos ? definition.size() : check, constraints);
    statements.push_back(fmt::format("CREATE TABLE {} ({}\n) STRICT", table.name, definition));
    for (std::string_view event : {"UPDATE", "DELETE"})
      statements.push_back(fmt::format(
          "CREATE TRIGGER {0}_no_{1} BEFORE {1} ON {0} BEGIN SELECT RAISE(ABORT, 'rows of {0} are never changed'); END",
          table.name, event));
    statements.push_back(fmt::format(
        "CREATE TRIGGER {0}_no_REPLACE BEFORE INSERT ON {0} WHEN EXISTS (SELECT 1 FROM {0} WHERE {1}) BEGIN "
        "SELECT RAISE(ABORT, 'rows of {0} are never replaced'); END",
        table.name, taken(table)));
  }
  for (std::string_view index : kIndices) statements.emplace_back(index);
  for (std::string_view view : kViews) statements.emplace_back(view);
  return statements;
}

std::vector<std::string> statements_for_missing(const std::vector<std::string>& present) {
  std::vector<std::string> statements;
  for (std::string& statement : schema_statements()) {
    // "CREATE TABLE name (", "CREATE VIEW name AS": the third word.
    const std::size_t second = statement.find(' ') + 1;
    const std::size_t third = statement.find(' ', second) + 1;
    const std::string name = statement.substr(third, statement.find(' ', third) - third);
    if (std::ranges::find(present, name) == present.end()) statements.push_back(std::move(statement));
  }
  return statements;
}

}  // namespace attune
