#include <fmt/format.h>
#include <unicode/brkiter.h>
struct Turn {};
