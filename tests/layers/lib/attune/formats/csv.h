#include <abseil/strings/string_view.h>
