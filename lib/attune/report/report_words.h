// What every report says in the same words, whatever its format.
#pragma once

#include <string_view>

namespace attune::report_words {

inline constexpr std::string_view kNature =
    "Passages found by written rules, not read by a trained coder. Not a diagnosis and not a classification.";
inline constexpr std::string_view kNoMark =
    "No mark does not mean that nothing is there, and a mark does not mean that something is: read the passage.";
inline constexpr std::string_view kPrecision =
    "How often these rules are right in real interviews: not known. Each rule says what it rests on.";
inline constexpr std::string_view kSpeech =
    "Dialect, a second language and neurodivergent ways of telling look to a rule like something they are not.";
inline constexpr std::string_view kUse =
    "Not for decisions on individuals: not for custody, fitness to parent, asylum or employment.";
inline constexpr std::string_view kSelfHarm =
    "A passage that speaks of wanting to die or of self-harm is for a person to act on. That none is shown is no reassurance.";
inline constexpr std::string_view kSelfHarmTold =
    "This interview has a passage that may speak of self-harm. It is for a person to read and act on, now.";
inline constexpr std::string_view kSides =
    "Toward and away are meant with regard to coherence, reflection or resolution, rule by rule. They are read side by side and never set off "
    "against each other.";
inline constexpr std::string_view kIntervals =
    "The interval says how much a rate depends on which answers were given (bootstrap over answers, 95 %). It is not accuracy, and a rate is not a rating.";
inline constexpr std::string_view kSupport =
    "What is found in support of a word is for a reader to judge. A word that was not followed up is missing, and that is not the speaker's doing.";
inline constexpr std::string_view kBlinding =
    "Not for raters who have not locked their own coding of this interview: marks anchor people.";

}  // namespace attune::report_words
