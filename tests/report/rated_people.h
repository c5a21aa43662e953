// Codings by people of one scale and a class record, as studies on raters are made of.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "attune/agreement/comparison.h"

inline attune::Coding coding(const std::string& transcript, const std::string& rater, double value, const std::string& record = "", const attune::Target& target = {}) {
  attune::Coding result{transcript, rater, 1, {}, {}};
  result.ratings.push_back({"coh", target, value, "", std::nullopt, "", ""});
  if (!record.empty()) result.ratings.push_back({"record", {}, std::nullopt, record, std::nullopt, "", ""});
  return result;
}

inline attune::ComparedCodings compared(std::vector<attune::Coding> people) {
  attune::Scale coherence, record;
  coherence.id = "coh";
  coherence.level = attune::ScaleLevel::interval;
  coherence.min = 1;
  coherence.max = 9;
  record.id = "record";
  record.level = attune::ScaleLevel::class_record;
  attune::ComparedCodings codings;
  codings.people = std::move(people);
  codings.scales = {coherence, record};
  return codings;
}

inline bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
