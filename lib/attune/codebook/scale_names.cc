#include "attune/codebook/scale_names.h"

#include <algorithm>

#include "attune/text/unicode.h"

namespace attune {

ScaleNames::ScaleNames(const std::vector<Codebook>& codebooks) {
  for (const Codebook& codebook : codebooks)
    for (const Scale& scale : codebook.scales)
      if (std::ranges::find(scales_, scale.id, &Scale::id) == scales_.end()) scales_.push_back(scale);
  // Ids first: an alias never hides a scale of that id. Pointers hold, for `scales_` grows no more.
  for (const Scale& scale : scales_) names_.emplace(folded(scale.id), NamedScale{&scale, {}});
  for (const Scale& scale : scales_) {
    for (const std::string& alias : scale.aliases) {
      const std::size_t sign = alias.find('=');
      const Target target =
          sign == std::string::npos ? Target{} : parse_target(std::string_view(alias).substr(sign + 1)).value_or(Target{});
      names_.emplace(folded(alias.substr(0, sign)), NamedScale{&scale, target});
    }
    if (scale.level == ScaleLevel::class_record) names_.emplace("class_record", NamedScale{&scale, {}});
  }
}

std::optional<NamedScale> ScaleNames::find(std::string_view name) const {
  const auto found = names_.find(folded(name));
  if (found == names_.end()) return std::nullopt;
  return found->second;
}

}  // namespace attune
