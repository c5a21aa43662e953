#include "attune/text/turn.h"
#include <fmt/format.h>
#include <fstream>
  #  include "attune/codebook/book.h"
