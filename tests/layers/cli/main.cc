#include <boost/program_options.hpp>
#include "attune/io/study.h"
#include "cli/command.h"
