#include <string>
#include <unicode/unistr.h>
#include "attune/error.h"
#include "attune/text/breaks.h"
struct Forward;
