// How many interviews must be coded twice, for people and for programs.
#pragma once

#include <ostream>

#include "attune/agreement/sample_size.h"

namespace attune {

void write_sample_size_text(std::ostream& out, const SampleSizeQuestion& question, const SampleSizeAnswer& answer);
void write_sample_size_json(std::ostream& out, const SampleSizeQuestion& question, const SampleSizeAnswer& answer);

}  // namespace attune
